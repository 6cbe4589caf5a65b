import { setTimeout as sleep } from 'node:timers/promises';
import { bareSweepMs, fillInvitations, makeDue, ONE_IN, watchDefaults } from './default-fill.ts';
import { type Figure, percentile } from './figures.ts';
import { HubUnderLoad } from './hub.ts';
import type { LoadResult } from './parties/order.ts';

const TERMINALS = 50;
const EACH = 20;
/** The first ratings after a bulk fill pay for cold pages and code; they are no measure. */
const WARMING_RUNS = 3;
const BASELINE_RUNS = 10;
const MOST_RUNS = 60;
const PATIENCE_MS = 600_000;
const LOOK_MS = 20;

/** SZ-17b at scale: many defaults fall due at once while ratings come in. */
export async function defaults(
  say: (line: string) => void,
  invitations = 2_000_000,
): Promise<Figure[]> {
  const due = invitations / ONE_IN;
  say(`defaults: ${due.toLocaleString('en')} of ${invitations.toLocaleString('en')} fall due …`);
  const hub = await HubUnderLoad.start(TERMINALS);
  try {
    const ratings = await hub.prepare(TERMINALS, EACH * (WARMING_RUNS + BASELINE_RUNS + MOST_RUNS));
    fillInvitations(hub.dataFolder, invitations, say);
    const bareMs = await bareSweepMs(hub.dataFolder);
    const before: LoadResult[] = [];
    const next = loads(hub, ratings);
    for (let run = 0; run < WARMING_RUNS; run++) await next();
    for (let run = 0; run < BASELINE_RUNS; run++) before.push(await next());
    const { elapsedMs, during } = await sweepUnderLoad(hub.dataFolder, due, next);
    const rate = (ms: number) => (due / ms) * 1_000;
    const [calm, busy] = [p99(before), p99(during)];
    return [
      { name: 'defaults, one bare SQL statement', value: rate(bareMs), unit: '/s' },
      { name: 'defaults, swept by the hub under load', value: rate(elapsedMs), unit: '/s' },
      {
        name: 'ratio defaults swept / bare SQL',
        value: bareMs / elapsedMs,
        unit: '',
        bound: { atLeast: 0.2 },
      },
      { name: 'hub, rating → receipt before the sweep, p99', value: calm, unit: 'ms' },
      { name: 'hub, rating → receipt during the sweep, p99', value: busy, unit: 'ms' },
      {
        name: 'ratio p99 during / before the sweep',
        value: busy / calm,
        unit: '',
        bound: { atMost: 5 },
      },
    ];
  } finally {
    await hub.stop();
  }
}

type Prepared = Awaited<ReturnType<HubUnderLoad['prepare']>>;

/** Each call sends the next few ratings of every terminal. */
function loads(hub: HubUnderLoad, ratings: Prepared): () => Promise<LoadResult> {
  let at = 0;
  return () => {
    const some = ratings.map((one) => ({ ...one, payloads: one.payloads.slice(at, at + EACH) }));
    at += EACH;
    return hub.run(some, { client: 'bare sockets', inFlight: 1 });
  };
}

/** Only loads that began and ended while the sweep was going on are of any use. */
async function sweepUnderLoad(folder: string, due: number, load: () => Promise<LoadResult>) {
  const watch = watchDefaults(folder);
  makeDue(folder);
  const span = { begun: 0, ended: 0 };
  const sweep = (async () => {
    const until = performance.now() + PATIENCE_MS;
    for (let made = 0; made < due; made = watch.made()) {
      if (span.begun === 0 && made > 0) span.begun = performance.now();
      if (performance.now() > until) throw new Error(`only ${made} of ${due} defaults were made`);
      await sleep(LOOK_MS);
    }
    span.ended = performance.now();
  })();
  const during: LoadResult[] = [];
  try {
    while (span.begun === 0) await Promise.race([sweep, sleep(LOOK_MS)]);
    for (let run = 0; run < MOST_RUNS && span.ended === 0; run++) {
      const result = await load();
      if (span.ended === 0 || during.length === 0) during.push(result);
    }
    await sweep;
  } finally {
    watch.close();
  }
  return { elapsedMs: span.ended - span.begun, during };
}

function p99(results: readonly LoadResult[]): number {
  const all = results.flatMap(({ latencies }) => [...latencies]);
  return percentile(Float64Array.from(all), 0.99);
}
