import { describe, expect, it } from 'vitest';
import { bytesOf, hexOf } from './bytes.ts';
import { codecOf } from './codecs.ts';
import { readProfile } from './profile.ts';

function codec(frame: object, more: object = {}) {
  const outcome = readProfile({
    driver: 'x',
    title: 'X',
    source: 'test',
    line: { kind: 'serial' },
    frame: { kind: 'fixed', ...frame },
    keys: { '01': 5 },
    ...more,
  });
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.errors));
  const made = codecOf(outcome.profile);
  if (made === null) throw new Error('no codec');
  return made;
}

const key = (code: string) => ({ kind: 'key', code, acknowledge: null });
const FRAMED = { start: 'aa', checksum: 'sum8', checksumCovers: 'all', end: '0d 0a' };

describe('a fixed frame', () => {
  it('of one bare byte hears each byte as a key', () => {
    expect(codec({}).read(bytesOf('31 35'), 0)).toEqual([key('31'), key('35')]);
  });

  it('is cut out of split, joined and noisy bytes', () => {
    const reader = codec(FRAMED);
    expect(reader.read(bytesOf('00 aa 01 ab'), 0)).toEqual([{ kind: 'noise', bytes: 1 }]);
    expect(reader.read(bytesOf('0d 0a aa 02 ac 0d 0a aa'), 3)).toEqual([key('01'), key('02')]);
    expect(reader.read(bytesOf('aa 03 ad 0d 0a'), 6)).toEqual([
      { kind: 'noise', bytes: 1 },
      key('03'),
    ]);
  });

  it('with a bad checksum is noise, and so is one with a bad end', () => {
    expect(codec(FRAMED).read(bytesOf('aa 01 ac 0d 0a'), 0)).toEqual([{ kind: 'noise', bytes: 5 }]);
    expect(codec(FRAMED).read(bytesOf('aa 01 ab 0d 0d'), 0)).toEqual([{ kind: 'noise', bytes: 5 }]);
  });

  it('wraps the commands of its profile', () => {
    expect(hexOf(codec(FRAMED).write('10'))).toBe('aa 10 ba 0d 0a');
  });

  it('tells the answer to its heartbeat from a key', () => {
    const reader = codec(FRAMED, { heartbeat: { ask: 'f0', answer: 'f1' } });
    expect(hexOf(reader.ping() ?? bytesOf(''))).toBe('aa f0 9a 0d 0a');
    expect(reader.read(bytesOf('aa f1 9b 0d 0a'), 0)).toEqual([{ kind: 'alive' }]);
  });
});
