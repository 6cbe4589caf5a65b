import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { z } from 'zod';
import type { Clock } from '../../protocol/index.ts';
import { BUILT_IN_PROFILES } from '../../protocol/serial/index.ts';
import { SerialEvaluator, type VirtualKey, waitUntil } from '../../simulator/index.ts';
import { type AgentConfigSchema, createAgent } from '../../terminal/agent/index.ts';
import { systemClock } from '../../terminal/link/index.ts';
import { until } from '../until.ts';
import { provideSocat } from './socat.ts';

type Settings = Partial<z.input<typeof AgentConfigSchema>>;
type Agent = ReturnType<typeof createAgent>;

/** What the page hears of its agent. */
interface Heard {
  event: string;
  // biome-ignore lint/suspicious/noExplicitAny: stories look into events freely
  data: any;
}

/** A finger is not faster; a key that is, is a held one. */
const NEXT_PRESS_MS = 500;

/** A counter with an agent and, on a real pty, the keypad of a profile. */
export class Counter {
  readonly folder = mkdtempSync(join(tmpdir(), 'haochaping-counter-'));
  readonly keypad: SerialEvaluator;
  readonly heard: Heard[] = [];
  url = '';
  localKey = '';
  private readonly driver: string;
  private readonly listening = new AbortController();
  private agent: Agent | null = null;

  constructor(driver = 'open') {
    provideSocat();
    const profile = BUILT_IN_PROFILES.find((one) => one.driver === driver);
    if (profile === undefined) throw new Error(`no profile ${driver}`);
    this.driver = driver;
    const path = join(this.folder, 'keypad');
    this.keypad = new SerialEvaluator({ profile, path, clock: systemClock });
    mkdirSync(join(this.folder, 'app'));
    writeFileSync(join(this.folder, 'app/index.html'), '<!doctype html>');
  }

  async start(
    settings: Settings = {},
    given: { clock?: Clock; onRestart?: () => void } = {},
  ): Promise<this> {
    const usual = {
      port: 0,
      logLevel: 'silent',
      dataFolder: join(this.folder, 'data'),
      appFolder: join(this.folder, 'app'),
      keypadProfile: this.driver,
      keypadPort: join(this.folder, 'keypad'),
    } as const;
    this.agent = createAgent({ ...usual, ...settings }, given);
    Object.assign(this, await this.agent.start());
    return this;
  }

  async stopAgent(): Promise<void> {
    await this.agent?.stop();
    this.agent = null;
  }

  async close(): Promise<void> {
    this.listening.abort();
    await this.stopAgent();
    await this.keypad.close();
    rmSync(this.folder, { recursive: true });
  }

  /** A key in the first instant of a new step belongs to the step before: people press again. */
  async pressUntil(key: VirtualKey, look: () => Promise<boolean>): Promise<void> {
    await until(`an effect of ${key}`, async () => {
      await this.keypad.press(key);
      return waitUntil(systemClock, NEXT_PRESS_MS, look, 20);
    });
  }

  /** What lies in the agent's data folder. */
  async files(): Promise<string[]> {
    return readdir(join(this.folder, 'data'));
  }

  /** Listens as the page does; resolves when it is listened to. */
  async listen(): Promise<void> {
    const { signal } = this.listening;
    const response = await fetch(`${this.url}/local/link`, { signal });
    void this.read(response).catch(() => {});
    await until('the first event', () => this.heard.length > 0);
  }

  /** Keys as the page heard them. */
  get keys(): unknown[] {
    return this.heard.filter(({ event }) => event === 'key').map(({ data }) => data);
  }

  // biome-ignore lint/suspicious/noExplicitAny: stories look into the status freely
  async status(): Promise<any> {
    const headers = { connection: 'close' };
    return (await fetch(`${this.url}/local/status`, { headers })).json();
  }

  untilKeypad(state: 'alive' | 'lost'): Promise<unknown> {
    return until(`a keypad that is ${state}`, async () => {
      const { keypad } = await this.status();
      return keypad.state === state && keypad;
    });
  }

  hand(record: object): Promise<Response> {
    return this.windowPc('/local/cases', record);
  }

  /** What the window PC's program sends. */
  windowPc(path: string, body: object): Promise<Response> {
    return fetch(this.url + path, {
      method: 'POST',
      headers: {
        connection: 'close',
        'content-type': 'application/json',
        authorization: `Bearer ${this.localKey}`,
      },
      body: JSON.stringify(body),
    });
  }

  private async read(response: Response): Promise<void> {
    let text = '';
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? []) {
      text += decoder.decode(chunk, { stream: true });
      const parts = text.split('\n\n');
      text = parts.pop() ?? '';
      for (const part of parts) {
        const event = /^event: (.*)$/m.exec(part)?.[1];
        const data = /^data: (.*)$/m.exec(part)?.[1];
        if (event && data) this.heard.push({ event, data: JSON.parse(data) });
      }
    }
  }
}
