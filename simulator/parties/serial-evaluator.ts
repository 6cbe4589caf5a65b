import type { Clock, Level } from '../../protocol/index.ts';
import {
  bytesOf,
  codecOf,
  type DriverProfile,
  hexOf,
  joined,
  OPEN_TYPES,
  openFrame,
  partsOf,
} from '../../protocol/serial/index.ts';
import { sleep, waitUntil } from '../patience.ts';
import { Pty } from './pty.ts';

export interface SerialEvaluatorOptions {
  profile: DriverProfile;
  /** Where its port appears, e.g. `/tmp/keypad`. */
  path: string;
  clock: Clock;
}

/** What its driver calls things: `5`–`1`, `confirm`, `back`. */
export type VirtualKey = Level | 'confirm' | 'back';

const BOUNCE_MS = 4;
const REPEAT_MS = 100;
/** As the README of the open frame says. */
const RESEND_MS = 300;
const RESENDS = 5;

/** A button evaluator on a real pty, with the bad habits of real ones. */
export class SerialEvaluator {
  /** Commands that it was sent, in hexadecimal, pings and acknowledgements left out. */
  readonly said: string[] = [];
  pings = 0;
  /** Takes everything and answers nothing: the half-open port. */
  isDeaf = false;
  /** Worn contacts: each press touches several times. */
  bounces = false;
  private readonly options: SerialEvaluatorOptions;
  private readonly pty: Pty;
  private waiting: Uint8Array = new Uint8Array();
  private sequence = 0;
  private readonly acknowledged = new Set<number>();

  constructor(options: SerialEvaluatorOptions) {
    this.options = options;
    const { path, clock } = options;
    this.pty = new Pty(path, { clock, onBytes: (bytes) => this.take(bytes) });
  }

  plug(): Promise<void> {
    return this.pty.plug();
  }

  unplug(): Promise<void> {
    return this.pty.unplug();
  }

  close(): Promise<void> {
    return this.pty.close();
  }

  /** One press, clean unless it bounces. The open frame says it again until it is acknowledged. */
  async press(key: VirtualKey): Promise<void> {
    if (this.bounces) return this.bounce(key);
    await this.pressCode(this.codeOf(key));
  }

  /** Contacts that touch several times. */
  async bounce(key: VirtualKey): Promise<void> {
    for (let i = 0; i < 5; i++) {
      this.pty.write(this.frameOf(this.codeOf(key)));
      await sleep(this.options.clock, BOUNCE_MS);
    }
  }

  /** A finger, or a bag, that stays on the key. */
  async hold(key: VirtualKey, forMs: number): Promise<void> {
    for (let ms = 0; ms < forMs; ms += REPEAT_MS) {
      this.pty.write(this.frameOf(this.codeOf(key)));
      await sleep(this.options.clock, REPEAT_MS);
    }
  }

  /** Two keys in one instant. */
  together(one: VirtualKey, other: VirtualKey): void {
    this.pty.write(joined(this.frameOf(this.codeOf(one)), this.frameOf(this.codeOf(other))));
  }

  /** A key that no profile names. */
  pressUnknown(code = 'ee'): Promise<void> {
    return this.pressCode(code);
  }

  /** Bytes of a broken cable; none of them is a frame of the profile by chance. */
  noise(bytes = 64): void {
    this.pty.write(Uint8Array.from({ length: bytes }, (_, i) => (i * 37 + 11) & 0x7f));
  }

  /** A press whose bytes come one by one. */
  async dribble(key: VirtualKey): Promise<void> {
    for (const byte of this.frameOf(this.codeOf(key))) {
      this.pty.write(Uint8Array.of(byte));
      await sleep(this.options.clock, 3);
    }
  }

  private async pressCode(code: string): Promise<void> {
    const frame = this.frameOf(code);
    const { sequence } = this;
    this.acknowledged.delete(sequence);
    this.pty.write(frame);
    if (this.options.profile.frame.kind !== 'open') return;
    for (let i = 0; i < RESENDS; i++) {
      const { clock } = this.options;
      const isTaken = () => this.acknowledged.has(sequence);
      if (await waitUntil(clock, RESEND_MS, isTaken, 10)) return;
      this.pty.write(frame);
    }
  }

  private codeOf(key: VirtualKey): string {
    const found = Object.entries(this.options.profile.keys).find(([, meaning]) => meaning === key);
    if (found === undefined) throw new Error(`this device has no key for ${key}`);
    return found[0];
  }

  private frameOf(code: string): Uint8Array {
    const { profile } = this.options;
    if (profile.frame.kind === 'open') {
      this.sequence = (this.sequence + 1) & 0xff;
      return openFrame(this.sequence, OPEN_TYPES.KEY, bytesOf(code));
    }
    return codecOf(profile)?.write(code) ?? new Uint8Array();
  }

  private take(bytes: Uint8Array): void {
    if (this.isDeaf) return;
    if (this.options.profile.frame.kind !== 'open') {
      this.said.push(hexOf(bytes));
      return;
    }
    this.waiting = joined(this.waiting, bytes);
    for (let found = partsOf(this.waiting); found.is !== 'beginning'; ) {
      if (found.is === 'frame') this.told(found);
      this.waiting = this.waiting.subarray(found.is === 'frame' ? found.length : 1);
      if (this.waiting.length === 0) return;
      found = partsOf(this.waiting);
    }
  }

  private told({ seq, type, data }: { seq: number; type: number; data: Uint8Array }): void {
    if (type === OPEN_TYPES.ACKNOWLEDGE) {
      this.acknowledged.add(seq);
    } else if (type === OPEN_TYPES.PING) {
      this.pings++;
      this.sequence = (this.sequence + 1) & 0xff;
      this.pty.write(openFrame(this.sequence, OPEN_TYPES.HEARTBEAT));
    } else {
      this.said.push(hexOf(joined(Uint8Array.of(type), data)));
    }
  }
}
