/** What was made of the bytes that came from a device. */
export type Heard =
  /** A key as the device names it, in hexadecimal; what it means is the profile's to say. */
  | { kind: 'key'; code: string; acknowledge: Uint8Array<ArrayBuffer> | null }
  /** The device is there. */
  | { kind: 'alive' }
  /** Bytes that make no frame; they are counted and dropped. */
  | { kind: 'noise'; bytes: number };

/** Frames of one kind of device: bytes ↔ what they say. Pure: `now` is monotonic milliseconds. */
export interface Codec {
  /** Takes bytes as they come: half a frame, three of them, or none at all. */
  read(chunk: Uint8Array, now: number): Heard[];
  /** One command of the profile as the bytes of its frame. */
  write(command: string): Uint8Array<ArrayBuffer>;
  /** The question that an idle device must answer; null when this kind answers nothing. */
  ping(): Uint8Array<ArrayBuffer> | null;
  /** The port was opened anew: nothing that came before it belongs to what comes now. */
  reset(): void;
}

/**
 * A frame that is not whole after this has lost its end. What follows is read as a new one, or one
 * burst of noise would keep a press waiting until enough bytes have come to refute it.
 */
export const STALLED_MS = 200;
