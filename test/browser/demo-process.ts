import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const MAIN = join(import.meta.dirname, '../../simulator/demo/main.ts');
export const FREE_PORTS = ['--port=0', '--hub-port=0', '--mqtt-port=0', '--agent-port=0'];
const READY = /open\s+(http:\/\/localhost:\d+)/;

/** `npm start` as a process of its own, with the ports that a test chooses. */
export class DemoProcess {
  output = '';
  private readonly child: ChildProcess;
  private readonly ended: Promise<unknown>;

  constructor(args: string[]) {
    this.child = spawn(process.execPath, [MAIN, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    this.ended = once(this.child, 'close');
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.output += text;
      });
    }
  }

  /** Resolves with the address that a newcomer is told to open. */
  async ready(): Promise<string> {
    while (!READY.test(this.output)) {
      const more = [once(this.child.stdout as NonNullable<ChildProcess['stdout']>, 'data')];
      await Promise.race([...more, this.ended]);
      if (this.child.exitCode !== null) throw new Error(`It ended:\n${this.output}`);
    }
    return READY.exec(this.output)?.[1] ?? '';
  }

  /** The exit code, once it ended by itself. */
  async exit(): Promise<number | null> {
    await this.ended;
    return this.child.exitCode;
  }

  /** As Ctrl-C does. */
  async stop(): Promise<number | null> {
    this.child.kill('SIGINT');
    return this.exit();
  }
}

/** A demonstration on free ports, stopped again whatever happens. Throws unless it ends with 0. */
export async function withDemo(
  args: string[],
  story: (url: string, demo: DemoProcess) => Promise<void>,
): Promise<void> {
  const demo = new DemoProcess([...FREE_PORTS, ...args]);
  let exitCode: number | null;
  try {
    await story(await demo.ready(), demo);
  } finally {
    exitCode = await demo.stop();
  }
  if (exitCode !== 0) throw new Error(`It ended with ${exitCode}:\n${demo.output}`);
}
