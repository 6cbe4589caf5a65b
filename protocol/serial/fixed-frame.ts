import { bytesOf, hexOf, joined, says } from './bytes.ts';
import { CHECKSUM_BYTES, checkBytes } from './checksum.ts';
import type { Codec } from './codec.ts';
import { FrameBuffer, type Glance } from './frame-buffer.ts';
import type { FixedFrame } from './profile.ts';

/** Frames of a fixed length: start, key, checksum, end. With nothing around it, each byte is a key. */
export function createFixedCodec(
  frame: FixedFrame,
  heartbeat: { ask: string; answer: string } | null,
): Codec {
  const start = bytesOf(frame.start);
  const end = bytesOf(frame.end);
  const checkAt = start.length + frame.keyBytes;
  const endAt = checkAt + CHECKSUM_BYTES[frame.checksum];
  const length = endAt + end.length;
  const wrap = (payload: Uint8Array) => {
    const guarded = frame.checksumCovers === 'all' ? joined(start, payload) : payload;
    return joined(start, payload, checkBytes(frame.checksum, guarded), end);
  };
  const buffer = new FrameBuffer((bytes): Glance => {
    const head = Math.min(start.length, bytes.length);
    if (!says(start, 0, bytes.subarray(0, head))) return { is: 'noise' };
    if (bytes.length < length) return { is: 'beginning' };
    const payload = bytes.subarray(start.length, checkAt);
    if (!says(bytes, 0, wrap(payload))) return { is: 'noise' };
    const code = hexOf(payload);
    const alive = heartbeat !== null && code === heartbeat.answer;
    const heard = alive ? { kind: 'alive' as const } : keyOf(code);
    return { is: 'frame', length, says: heard };
  });
  return {
    read: (chunk, now) => buffer.take(chunk, now),
    write: (command) => wrap(bytesOf(command)),
    ping: () => (heartbeat === null ? null : wrap(bytesOf(heartbeat.ask))),
    reset: () => buffer.clear(),
  };
}

function keyOf(code: string) {
  return { kind: 'key', code, acknowledge: null } as const;
}
