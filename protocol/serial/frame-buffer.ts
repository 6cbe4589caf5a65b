import { joined } from './bytes.ts';
import { type Heard, STALLED_MS } from './codec.ts';

/** What may stand at the beginning of the bytes that wait. */
export type Glance =
  /** A whole frame of this length. */
  | { is: 'frame'; length: number; says: Heard | null }
  /** The beginning of one: wait for the rest. */
  | { is: 'beginning' }
  /** No frame begins here. */
  | { is: 'noise' };

/** Cuts frames out of a stream of bytes; after noise it looks again from the very next byte. */
export class FrameBuffer {
  private readonly glance: (bytes: Uint8Array, now: number) => Glance;
  private waiting: Uint8Array<ArrayBuffer> = new Uint8Array();
  private lastAt = Number.NEGATIVE_INFINITY;

  constructor(glance: (bytes: Uint8Array, now: number) => Glance) {
    this.glance = glance;
  }

  take(chunk: Uint8Array, now: number): Heard[] {
    const heard: Heard[] = [];
    let noise = 0;
    const stalled = this.waiting.length > 0 && now - this.lastAt > STALLED_MS;
    // The frame whose end is missing is given up byte by byte: another may begin within it.
    let giveUp = stalled ? this.waiting.length : 0;
    this.waiting = joined(this.waiting, chunk);
    this.lastAt = now;
    const skip = () => {
      noise++;
      giveUp = Math.max(0, giveUp - 1);
      this.waiting = this.waiting.subarray(1);
    };
    while (this.waiting.length > 0) {
      const found = this.glance(this.waiting, now);
      if (found.is === 'frame') {
        if (noise > 0) heard.push({ kind: 'noise', bytes: noise });
        noise = 0;
        giveUp = Math.max(0, giveUp - found.length);
        this.waiting = this.waiting.subarray(found.length);
        if (found.says !== null) heard.push(found.says);
      } else if (found.is === 'noise' || giveUp > 0) {
        skip();
      } else {
        break;
      }
    }
    if (noise > 0) heard.push({ kind: 'noise', bytes: noise });
    return heard;
  }

  clear(): void {
    this.waiting = new Uint8Array();
  }
}
