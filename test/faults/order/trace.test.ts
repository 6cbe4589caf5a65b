import { describe, expect, it } from 'vitest';
import { breaches, callsOf } from './trace.ts';

const ID = '0190f3c2-0000-7000-8000-000000000001';
const written = `12 pwrite64(30</data/hub.sqlite-wal>, "{\\"eventId\\":\\"${ID}\\"}", 4096, 32) = 4096`;
const synced = '12 fsync(30</data/hub.sqlite-wal>) = 0';
const sent = `11 write(90<socket:[7]>, "@\\2\\0\\1" "hcp/1/down/a/receipt{\\"eventId\\":\\"${ID}\\"}", 300) = 300`;
const said = (...lines: string[]) => breaches(callsOf(lines.join('\n')), [ID]);

describe('the order of durability in a trace', () => {
  it('is good when the log is on the disk before the receipt leaves', () => {
    expect(said(written, synced, sent)).toEqual([]);
  });

  it('is good when the sync is told of in two lines, both before the receipt', () => {
    const begun = '12 fsync(30</data/hub.sqlite-wal> <unfinished ...>';
    expect(said(written, begun, '12 <... fsync resumed>) = 0', sent)).toEqual([]);
  });

  it.each([
    ['the receipt leaves before the sync', [written, sent, synced]],
    ['the log is synced before it holds the rating', [synced, written, sent]],
    ['the sync fails', [written, '12 fsync(30</data/hub.sqlite-wal>) = -1 EIO (Input)', sent]],
    ['another file is synced', [written, '12 fsync(31</data/hub.sqlite>) = 0', sent]],
    [
      'the receipt leaves while the sync goes on',
      [
        written,
        '12 fsync(30</data/hub.sqlite-wal> <unfinished ...>',
        sent,
        '12 <... fsync resumed>) = 0',
      ],
    ],
    [
      'the sync was begun before the log was written',
      [
        '12 fsync(30</data/hub.sqlite-wal> <unfinished ...>',
        written.replace('12', '13'),
        '12 <... fsync resumed>) = 0',
        sent,
      ],
    ],
  ])('is broken when %s', (_, lines) => {
    expect(said(...lines)).toEqual([`${ID}: its receipt left before the log was on the disk`]);
  });

  it('is not taken for good when nothing was seen', () => {
    expect(said(written, synced)).toEqual([`${ID}: no receipt was seen`]);
    expect(said(sent)).toEqual([`${ID}: the log never held it`]);
  });
});
