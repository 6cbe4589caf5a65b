import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock, Level } from '../../protocol/index.ts';
import { BUILT_IN_PROFILES } from '../../protocol/serial/index.ts';
import { createAgent } from '../../terminal/agent/index.ts';
import { waitUntil } from '../patience.ts';
import { SerialEvaluator } from './serial-evaluator.ts';

export interface KeypadDeskOptions {
  hubUrl: string;
  folder: string;
  /** One with a key for each level: there is no screen that could ask. */
  driver: string;
  clock: Clock;
  onCode: (userCode: string) => void;
}

/** What the agent says of an evaluator without a screen. */
interface EvaluatorStatus {
  terminalId: string | null;
  userCode: string | null;
  link: string;
  asking: string;
  pending: number;
  refused: number;
}

const PATIENCE_MS = 20_000;
/** A finger is not faster; a key that is, is a held one. */
const NEXT_PRESS_MS = 500;

/** A window with a button evaluator on a serial port and the agent behind it. */
export class KeypadDesk {
  readonly keypad: SerialEvaluator;
  private readonly options: KeypadDeskOptions;
  private agent: ReturnType<typeof createAgent> | null = null;
  private url = '';

  constructor(options: KeypadDeskOptions) {
    this.options = options;
    const { folder, driver, clock } = options;
    const profile = BUILT_IN_PROFILES.find((one) => one.driver === driver);
    if (profile === undefined) throw new Error(`no profile ${driver}`);
    this.keypad = new SerialEvaluator({ profile, path: join(folder, 'keypad'), clock });
  }

  /**
   * Resolves when the hub has met it, with the agent's address for the window PC beside it. Throws
   * when socat is missing.
   */
  async start(): Promise<{ url: string; localKey: string }> {
    const { folder, hubUrl, driver, onCode } = this.options;
    mkdirSync(join(folder, 'app'), { recursive: true });
    writeFileSync(join(folder, 'app/index.html'), '<!doctype html>');
    await this.keypad.plug();
    this.agent = createAgent({
      ...{ port: 0, hubUrl, screen: 'none', logLevel: 'silent' },
      ...{ dataFolder: join(folder, 'data'), appFolder: join(folder, 'app') },
      ...{ keypadProfile: driver, keypadPort: join(folder, 'keypad') },
    });
    const address = await this.agent.start();
    this.url = address.url;
    await this.until('an enrolment code', async () => (await this.status()).userCode !== null);
    onCode((await this.status()).userCode ?? '');
    await this.until('a link', async () => (await this.status()).link === 'connected');
    return address;
  }

  async stop(): Promise<void> {
    await this.agent?.stop();
    await this.keypad.close();
  }

  async status(): Promise<EvaluatorStatus> {
    const headers = { connection: 'close' };
    const answer = await fetch(`${this.url}/local/status`, { headers });
    return ((await answer.json()) as { evaluator: EvaluatorStatus }).evaluator;
  }

  /** A citizen presses a level and confirms; resolves when it says thanks. */
  async rate(level: Level): Promise<void> {
    const asking = async () => (await this.status()).asking;
    await this.until('it asks', async () => (await asking()) === 'asking');
    await this.pressUntil(level, async () => (await asking()) === 'chosen');
    await this.pressUntil('confirm', async () => (await asking()) !== 'chosen');
  }

  /** A key in the first instant of a new step belongs to the step before: people press again. */
  private async pressUntil(key: Level | 'confirm', look: () => Promise<boolean>): Promise<void> {
    const { clock } = this.options;
    await this.until(`an effect of ${key}`, async () => {
      await this.keypad.press(key);
      return waitUntil(clock, NEXT_PRESS_MS, look, 20);
    });
  }

  private async until(what: string, look: () => Promise<boolean>): Promise<void> {
    if (await waitUntil(this.options.clock, PATIENCE_MS, look)) return;
    throw new Error(`waited in vain: ${what}`);
  }
}
