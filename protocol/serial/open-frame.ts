import { bytesOf, hexOf, joined, says } from './bytes.ts';
import { checkBytes } from './checksum.ts';
import type { Codec } from './codec.ts';
import { FrameBuffer, type Glance } from './frame-buffer.ts';

/** The open frame of this project; README.md beside this file shows it byte by byte. */
const START = Uint8Array.of(0xa5, 0x5a);
const HEAD_BYTES = START.length + 1;
const CRC_BYTES = 2;
/** Sequence, type and data together. */
const LEAST_LENGTH = 2;
const MOST_LENGTH = 64;

/** From the device. */
const KEY = 0x01;
const HEARTBEAT = 0x02;
/** To the device. */
const ACKNOWLEDGE = 0x81;
const PING = 0x82;

/** A device that has heard no acknowledgement says a key again within this time. */
const RESENT_WITHIN_MS = 2_000;

/** One frame: `a5 5a`, length, sequence, type, data, CRC-16/MODBUS over length to data. */
export function openFrame(
  sequence: number,
  type: number,
  data: Uint8Array = new Uint8Array(),
): Uint8Array<ArrayBuffer> {
  const length = LEAST_LENGTH + data.length;
  if (length > MOST_LENGTH) throw new RangeError(`${data.length} bytes of data; at most 62`);
  const guarded = joined(Uint8Array.of(length, sequence & 0xff, type), data);
  return joined(START, guarded, checkBytes('crc16', guarded));
}

/** Frames with length, checksum, sequence, acknowledgement and heartbeat. */
export function createOpenCodec(): Codec {
  let sequence = 0;
  let last: { sequence: number; code: string; at: number } | null = null;
  const next = () => {
    sequence = (sequence + 1) & 0xff;
    return sequence;
  };
  /** The same press, said again because our acknowledgement was lost. */
  const isRepeated = (seq: number, code: string, now: number) =>
    last?.sequence === seq && last.code === code && now - last.at < RESENT_WITHIN_MS;
  const buffer = new FrameBuffer((bytes, now): Glance => {
    const seen = partsOf(bytes);
    if (seen.is !== 'frame') return seen;
    const { length, seq, type, data } = seen;
    if (type !== KEY || data.length === 0) {
      // A newer device may say more than this reader knows; it lives, and that is what counts.
      return { is: 'frame', length, says: { kind: 'alive' } };
    }
    const code = hexOf(data);
    const acknowledge = openFrame(seq, ACKNOWLEDGE);
    const repeated = isRepeated(seq, code, now);
    last = { sequence: seq, code, at: now };
    const key = { kind: 'key', code, acknowledge } as const;
    return { is: 'frame', length, says: repeated ? { kind: 'alive' } : key };
  });
  return {
    read: (chunk, now) => buffer.take(chunk, now),
    write(command) {
      const [type = 0, ...data] = bytesOf(command);
      return openFrame(next(), type, Uint8Array.from(data));
    },
    ping: () => openFrame(next(), PING),
    reset() {
      buffer.clear();
      last = null;
    },
  };
}

/** What a device of the open frame says of itself; the simulator speaks by it too. */
export const OPEN_TYPES = { KEY, HEARTBEAT, ACKNOWLEDGE, PING } as const;

type Parts =
  | Extract<Glance, { is: 'beginning' | 'noise' }>
  | { is: 'frame'; length: number; seq: number; type: number; data: Uint8Array };

/** Takes the frame at the beginning of these bytes apart, whoever sent it. */
export function partsOf(bytes: Uint8Array): Parts {
  const known = bytes.subarray(0, START.length);
  if (!says(START, 0, known)) return { is: 'noise' };
  const length = bytes[START.length];
  if (length === undefined) return { is: 'beginning' };
  if (length < LEAST_LENGTH || length > MOST_LENGTH) return { is: 'noise' };
  const end = HEAD_BYTES + length;
  if (bytes.length < end + CRC_BYTES) return { is: 'beginning' };
  const guarded = bytes.subarray(START.length, end);
  if (!says(bytes, end, checkBytes('crc16', guarded))) return { is: 'noise' };
  const [, seq = 0, type = 0] = guarded;
  return { is: 'frame', length: end + CRC_BYTES, seq, type, data: guarded.subarray(3) };
}
