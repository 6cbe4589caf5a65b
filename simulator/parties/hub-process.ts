import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import type { Clock } from '../../protocol/index.ts';
import { waitUntil } from '../patience.ts';

export interface HubProcessOptions {
  dataFolder: string;
  httpPort: number;
  mqttPort: number;
  clock: Clock;
  /** What is run: the hub as everybody runs it, or a composition root of a test's own. */
  main?: string;
  /** Further words of its command line, asked for at each start. */
  more?: () => string[];
}

const READY_MS = 60_000;

/** The hub as a process of its own, so that it can be killed like one. */
export class HubProcess {
  administrator = { name: 'admin', password: '' };
  readonly dataFolder: string;
  private readonly options: HubProcessOptions;
  private child: ChildProcess | null = null;

  constructor(options: HubProcessOptions) {
    this.options = options;
    this.dataFolder = options.dataFolder;
  }

  get url(): string {
    return `http://127.0.0.1:${this.options.httpPort}`;
  }

  get mqttPort(): number {
    return this.options.mqttPort;
  }

  async start(): Promise<void> {
    const { main = join(import.meta.dirname, '../../hub/main.ts'), more = () => [] } = this.options;
    const child = fork(main, [...this.argv, ...more()], {
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
      execArgv: [],
    });
    this.child = child;
    let said = '';
    child.stdout?.on('data', (chunk) => {
      said += chunk;
    });
    const ended = once(child, 'exit').then(([code]) => {
      throw new Error(`the hub ended with ${code}: ${said}`);
    });
    ended.catch(() => {});
    await Promise.race([ended, this.ready()]);
    const password = /admin +admin \/ (\S+)/.exec(said)?.[1];
    if (password !== undefined) this.administrator.password = password;
  }

  /** To a composition root that listens. */
  tell(words: object): void {
    this.child?.send(words);
  }

  /** kill -9: no farewell, nothing flushed. */
  kill(): Promise<void> {
    return this.end('SIGKILL');
  }

  stop(): Promise<void> {
    return this.end('SIGTERM');
  }

  private get argv(): string[] {
    const { dataFolder, httpPort, mqttPort } = this.options;
    const ports = ['--http-port', String(httpPort), '--mqtt-port', String(mqttPort)];
    return ['--data-folder', dataFolder, ...ports, '--log-level', 'error'];
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    const { child } = this;
    this.child = null;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    child.kill(signal);
    await exited;
  }

  private async ready(): Promise<void> {
    const isReady = async () => {
      const answer = await fetch(`${this.url}/health/ready`).catch(() => null);
      await answer?.body?.cancel();
      return answer?.ok ?? false;
    };
    if (await waitUntil(this.options.clock, READY_MS, isReady)) return;
    throw new Error(`the hub was not ready after ${READY_MS / 1_000} s`);
  }
}

/** A port that nobody has at this moment; unlike port 0 it stays the same over a restart. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (typeof address !== 'object' || address === null) throw new Error('no port');
  return address.port;
}
