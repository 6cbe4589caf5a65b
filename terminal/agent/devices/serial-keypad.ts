import type { Clock } from '../../../protocol/index.ts';
import {
  type Codec,
  type DriverProfile,
  type Heard,
  hear,
  NO_PRESSES,
  type Scene,
  settle,
  TOGETHER_MS,
} from '../../../protocol/serial/index.ts';
import { type BackoffPolicy, DEFAULT_BACKOFF, retryDelayMs } from '../../link/backoff.ts';
import type { Keypad, KeypadFact } from './keypad.ts';
import type { KeypadRecord } from './keypad-record.ts';
import type { DevicePort, OpenPort } from './port.ts';

export interface SerialKeypadParts {
  profile: DriverProfile;
  codec: Codec;
  port: DevicePort;
  record: KeypadRecord;
  clock: Clock;
  /** In [0, 1); feeds the jitter. */
  random: () => number;
}

/** A device that unplugs is looked for this often at last: somebody stands there with the plug. */
const REOPEN: BackoffPolicy = { ...DEFAULT_BACKOFF, baseMs: 500, capMs: 10_000, spreadMs: 500 };
const CHECK_MS = 5_000;
/** Three questions without an answer: the port is half open, whatever the system says of it. */
const SILENCE_MS = 3 * CHECK_MS;

/** A keypad on a serial line: opened, listened to, looked after, opened again. */
export class SerialKeypad implements Keypad {
  private readonly parts: SerialKeypadParts;
  private port: OpenPort | null = null;
  /** Each opening is a run of its own; what an earlier one says late is dropped. */
  private run = 0;
  private failures = 0;
  private lastHeardAt = 0;
  private presses = NO_PRESSES;
  private scene: Scene = 'idle';
  private cancelTimer: () => void = () => {};
  private cancelSettle: () => void = () => {};
  private closing: Promise<void> = Promise.resolve();

  constructor(parts: SerialKeypadParts) {
    this.parts = parts;
  }

  get fact(): KeypadFact {
    return this.parts.record.fact;
  }

  start(): void {
    void this.open(++this.run);
  }

  async stop(): Promise<void> {
    this.let();
    await this.closing;
  }

  show(scene: Scene): void {
    this.scene = scene;
    this.say();
  }

  private async open(run: number): Promise<void> {
    await this.closing;
    if (run !== this.run) return;
    this.parts.codec.reset();
    try {
      const port = await this.parts.port.open({
        onBytes: (chunk) => run === this.run && this.take(chunk),
        onClosed: (why) => run === this.run && this.lose(why),
      });
      if (run === this.run) this.opened(port, run);
      else await port.close();
    } catch (error) {
      if (run === this.run) this.lose(error instanceof Error ? error.message : String(error));
    }
  }

  private opened(port: OpenPort, run: number): void {
    this.port = port;
    this.lastHeardAt = this.parts.clock.monotonic();
    const ping = this.parts.codec.ping();
    // Without a heartbeat an open port is all that can be known.
    if (ping === null) this.alive();
    else port.write(ping);
    this.check(run);
  }

  private check(run: number): void {
    const { clock, codec } = this.parts;
    this.cancelTimer = clock.after(CHECK_MS, async () => {
      const isPresent = (await this.port?.isPresent()) ?? false;
      if (run !== this.run) return;
      const ping = codec.ping();
      const isSilent = ping !== null && clock.monotonic() - this.lastHeardAt > SILENCE_MS;
      if (!isPresent) return this.lose('unplugged');
      if (isSilent) return this.lose('the port is open and nothing answers');
      if (ping !== null) this.port?.write(ping);
      this.check(run);
    });
  }

  private take(chunk: Uint8Array): void {
    const { clock, codec } = this.parts;
    for (const heard of codec.read(chunk, clock.monotonic())) this.heard(heard);
  }

  private heard(heard: Heard): void {
    const { clock, record } = this.parts;
    if (heard.kind === 'noise') {
      record.noise(heard.bytes);
      return;
    }
    this.lastHeardAt = clock.monotonic();
    this.alive();
    if (heard.kind !== 'key') return;
    if (heard.acknowledge !== null) this.port?.write(heard.acknowledge);
    this.presses = hear(this.presses, heard.code, clock.monotonic());
    this.settleLater();
  }

  /** A timer may come a moment early: what is not certain yet is asked about again. */
  private settleLater(): void {
    const { clock } = this.parts;
    const { candidate } = this.presses;
    this.cancelSettle();
    if (candidate === null) return;
    const leftMs = TOGETHER_MS - (clock.monotonic() - candidate.since);
    this.cancelSettle = clock.after(Math.max(1, Math.ceil(leftMs)), () => this.settle());
  }

  private settle(): void {
    const { clock, record } = this.parts;
    const settled = settle(this.presses, clock.monotonic());
    this.presses = settled.presses;
    if (settled.pressed !== null) record.pressed(settled.pressed);
    if (settled.together.length > 0) record.together(settled.together);
    this.settleLater();
  }

  private alive(): void {
    const wasLost = this.fact.state === 'lost';
    this.failures = 0;
    this.parts.record.alive();
    if (wasLost) this.say();
  }

  private say(): void {
    const { codec, profile } = this.parts;
    for (const command of profile.commands[this.scene] ?? []) {
      this.port?.write(codec.write(command));
    }
  }

  private lose(why: string): void {
    const { clock, random, record } = this.parts;
    this.let();
    record.lost(why);
    const run = this.run;
    const delayMs = retryDelayMs(REOPEN, 'failed', ++this.failures, (1 + random()) / 2);
    this.cancelTimer = clock.after(delayMs, () => void this.open(run));
  }

  /** Lets the port go; a press that was not certain goes with it. */
  private let(): void {
    this.run++;
    this.cancelTimer();
    this.cancelSettle();
    this.presses = NO_PRESSES;
    const { port } = this;
    this.port = null;
    if (port !== null) this.closing = port.close().catch(() => {});
  }
}
