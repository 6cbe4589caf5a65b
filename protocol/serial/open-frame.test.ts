import { describe, expect, it } from 'vitest';
import { bytesOf, hexOf, joined } from './bytes.ts';
import { checkBytes } from './checksum.ts';
import { createOpenCodec, openFrame } from './open-frame.ts';

/** The frames that README.md shows byte by byte. */
const KEY_3 = bytesOf('a5 5a 03 07 01 03 f0 30');
const HEARTBEAT = bytesOf('a5 5a 02 08 02 56 01');
const key = (code: string) => expect.objectContaining({ kind: 'key', code });

describe('the open frame', () => {
  it('is what the README shows', () => {
    expect(hexOf(openFrame(7, 0x01, bytesOf('03')))).toBe(hexOf(KEY_3));
    expect(hexOf(openFrame(8, 0x02))).toBe(hexOf(HEARTBEAT));
  });

  it('reads a key and has the acknowledgement that names its sequence', () => {
    const [heard] = createOpenCodec().read(KEY_3, 0);
    expect(heard).toEqual({ kind: 'key', code: '03', acknowledge: openFrame(7, 0x81) });
  });

  it('reads one frame that comes byte by byte', () => {
    const codec = createOpenCodec();
    const heard = [...KEY_3].flatMap((byte, i) => codec.read(Uint8Array.of(byte), i * 2));
    expect(heard).toEqual([key('03')]);
  });

  it('reads frames that come joined, with half of the next', () => {
    const codec = createOpenCodec();
    const whole = joined(HEARTBEAT, KEY_3, HEARTBEAT.subarray(0, 3));
    expect(codec.read(whole, 0)).toEqual([{ kind: 'alive' }, key('03')]);
    expect(codec.read(HEARTBEAT.subarray(3), 5)).toEqual([{ kind: 'alive' }]);
  });

  it('drops a frame with a bad checksum and reads the one after it', () => {
    const bad = Uint8Array.from(KEY_3);
    bad[5] = 0x05;
    const heard = createOpenCodec().read(joined(bad, KEY_3), 0);
    expect(heard).toEqual([{ kind: 'noise', bytes: bad.length }, key('03')]);
  });

  it.each([
    ['before', 'ff 00 13', ''],
    ['after', '', 'ff a5 00'],
    ['that begins as a frame does', 'a5 5a a5', ''],
    ['with a length that no frame has', 'a5 5a ff', ''],
    ['with the length of an empty frame', 'a5 5a 00', ''],
  ])('finds the key among noise %s', (_, before, after) => {
    const heard = createOpenCodec().read(joined(bytesOf(before), KEY_3, bytesOf(after)), 0);
    expect(heard.filter(({ kind }) => kind === 'key')).toEqual([key('03')]);
  });

  it('does not let a frame that lost its end swallow the next press', () => {
    const codec = createOpenCodec();
    expect(codec.read(bytesOf('a5 5a 40 01 01'), 0)).toEqual([]);
    expect(codec.read(KEY_3, 1_000)).toEqual([{ kind: 'noise', bytes: 5 }, key('03')]);
  });

  it('takes a press once that is said again because the acknowledgement was lost', () => {
    const codec = createOpenCodec();
    expect(codec.read(KEY_3, 0)).toEqual([key('03')]);
    expect(codec.read(KEY_3, 300)).toEqual([{ kind: 'alive' }]);
    expect(codec.read(openFrame(8, 0x01, bytesOf('03')), 400)).toEqual([key('03')]);
  });

  it('takes a device that counts from the start again at its word', () => {
    const codec = createOpenCodec();
    codec.read(KEY_3, 0);
    codec.reset();
    expect(codec.read(KEY_3, 10)).toEqual([key('03')]);
  });

  it('hears a frame of a type that it does not know as a sign of life', () => {
    expect(createOpenCodec().read(openFrame(1, 0x3f, bytesOf('01 02')), 0)).toEqual([
      { kind: 'alive' },
    ]);
  });

  it('reads nothing but noise and frames out of any bytes, and never a key from half a megabyte of them', () => {
    let seed = 1;
    const random = () => {
      seed = (seed * 1_103_515_245 + 12_345) & 0x7fffffff;
      return (seed >> 16) & 0xff;
    };
    const codec = createOpenCodec();
    for (let i = 0; i < 500; i++) {
      const heard = codec.read(Uint8Array.from({ length: 1_000 }, random), i);
      expect(heard.filter(({ kind }) => kind === 'key')).toEqual([]);
    }
  });
});

describe('the checksums', () => {
  it('are the published ones', () => {
    const text = new TextEncoder().encode('123456789');
    expect(hexOf(checkBytes('crc16', text))).toBe('37 4b');
    expect(hexOf(checkBytes('sum8', text))).toBe('dd');
    expect(hexOf(checkBytes('xor8', text))).toBe('31');
    expect(checkBytes('none', text)).toHaveLength(0);
  });
});
