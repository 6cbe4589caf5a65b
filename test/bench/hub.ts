import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { HubAccess } from './administrator.ts';
import { type Figure, median, percentile } from './figures.ts';
import { BenchHall } from './hall.ts';
import type { IdleOrder } from './parties/idle.ts';
import type { LoadOrder, LoadResult } from './parties/order.ts';
import { ask, end, load, start } from './processes.ts';

const PATIENCE_MS = 120_000;
const LOOK_MS = 200;

/** What `hub/index.ts` tells when it has started. */
interface Addresses {
  httpUrl: string;
  mqttTcpPort: number;
  firstAdministrator: HubAccess['administrator'];
  dataFolder: string;
}

/** The flags of `npm run hub`, so that what is measured is what is started. */
async function shippedFlags(): Promise<string[]> {
  const { scripts } = JSON.parse(
    await readFile(new URL('../../package.json', import.meta.url), 'utf8'),
  ) as { scripts: { hub: string } };
  return scripts.hub.split(' ').filter((word) => word.startsWith('--'));
}

async function startHub() {
  const execArgv = ['--expose-gc', ...(await shippedFlags())];
  const { child, ready } = await start<Addresses>('hub.ts', { execArgv });
  const administrator = ready.firstAdministrator;
  const hall = new BenchHall({ httpUrl: ready.httpUrl, administrator });
  const { httpUrl, mqttTcpPort: port, dataFolder } = ready;
  return { child, httpUrl, port, dataFolder, hall };
}

/** The running hub of the rate figures, with its hall of 500 windows. */
export class HubUnderLoad {
  readonly #hub: Awaited<ReturnType<typeof startHub>>;

  private constructor(hub: Awaited<ReturnType<typeof startHub>>) {
    this.#hub = hub;
  }

  static async start(terminals: number): Promise<HubUnderLoad> {
    const hub = await startHub();
    await hub.hall.open(terminals);
    return new HubUnderLoad(hub);
  }

  get dataFolder(): string {
    return this.#hub.dataFolder;
  }

  /** Cases finished and ratings signed, outside of what is measured. */
  prepare(terminals: number, each: number): Promise<LoadOrder['terminals']> {
    return this.#hub.hall.ratings(terminals, each);
  }

  /** Rating → commit → receipt for prepared ratings; every one must be stored. */
  async run(
    terminals: LoadOrder['terminals'],
    how: Pick<LoadOrder, 'client' | 'inFlight'>,
  ): Promise<LoadResult> {
    const result = await load({ port: this.#hub.port, until: 'receipt', terminals, ...how });
    if (result.refused > 0) throw new Error(`the hub refused ${result.refused} genuine ratings`);
    return result;
  }

  /** Resolves when nothing of what it took before is left to do: signatures are judged later. */
  async untilRested(): Promise<void> {
    const until = performance.now() + PATIENCE_MS;
    for (;;) {
      const metrics = await (await fetch(`${this.#hub.httpUrl}/metrics`)).text();
      const [, waiting] = /^\w*unverified_ratings (\d+)/m.exec(metrics) ?? [];
      if (waiting === '0') return;
      if (performance.now() > until) throw new Error(`unverified ratings: ${waiting}`);
      await sleep(LOOK_MS);
    }
  }

  stop(): Promise<void> {
    return end(this.#hub.child);
  }
}

/** Rate and latencies of one kind of run, from the median over its rounds. */
export function hubFigures(label: string, results: readonly LoadResult[]): Figure[] {
  const over = (measure: (result: LoadResult) => number) => median(results.map(measure));
  return [
    { name: `hub, rating → receipt, ${label}`, value: over(rateOf), unit: '/s' },
    {
      name: `hub, ${label}, p50`,
      value: over((one) => percentile(one.latencies, 0.5)),
      unit: 'ms',
    },
    {
      name: `hub, ${label}, p99`,
      value: over((one) => percentile(one.latencies, 0.99)),
      unit: 'ms',
    },
  ];
}

export function rateOf(result: LoadResult): number {
  return (result.messages / result.elapsedMs) * 1_000;
}

/** Resident memory that each connected, subscribed, silent terminal adds to the hub. */
export async function memoryPerTerminal(count: number): Promise<Figure> {
  const { child, port, hall } = await startHub();
  await hall.open(count);
  const idle = await start<unknown>('idle.ts');
  try {
    const before = await ask<{ rss: number }>(child, 'memory');
    await ask(idle.child, { port, terminals: hall.terminals } satisfies IdleOrder);
    const after = await ask<{ rss: number }>(child, 'memory');
    return {
      name: `hub memory per connected idle terminal, ${count.toLocaleString('en')} of them`,
      value: (after.rss - before.rss) / count / 1_000,
      unit: 'KB',
      bound: { atMost: 40 },
    };
  } finally {
    await end(idle.child);
    await end(child);
  }
}
