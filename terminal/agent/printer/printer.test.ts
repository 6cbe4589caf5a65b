import { describe, expect, it } from 'vitest';
import { FakeClock } from '../../link/testing/fake-clock.ts';
import type { DevicePort } from '../devices/port.ts';
import { SlipPrinter } from './printer.ts';

const slip = (text: string) => ({
  above: [text],
  qr: { text: 'https://pj.example.cn/p/abc', errorCorrection: 'M' as const },
  below: [],
});

/** A line that writes down what is done with it; it is taken away when `isThere` says so. */
function lineOf(done: string[], isThere: () => boolean): DevicePort {
  return {
    async open() {
      if (!isThere()) throw new Error('no such device');
      done.push('open');
      return {
        write: (bytes) => void done.push(`${bytes.length} bytes`),
        drain: async () => {},
        isPresent: async () => true,
        close: async () => void done.push('close'),
      };
    },
  };
}

describe('a receipt printer', () => {
  it('prints slips one after the other, however fast they come', async () => {
    const clock = new FakeClock();
    const done: string[] = [];
    const printer = new SlipPrinter(
      lineOf(done, () => true),
      clock,
    );
    const printed = Promise.all([printer.print(slip('A')), printer.print(slip('B'))]);
    await clock.pass(10_000);
    expect(await printed).toEqual([{ ok: true }, { ok: true }]);
    expect(done.filter((one) => one === 'open')).toHaveLength(2);
    expect(done.indexOf('close')).toBeLessThan(done.lastIndexOf('open'));
  });

  it('goes on after one that could not be printed', async () => {
    const clock = new FakeClock();
    let isThere = false;
    const printer = new SlipPrinter(
      lineOf([], () => isThere),
      clock,
    );
    expect(await printer.print(slip('A'))).toMatchObject({ ok: false, reason: 'away' });
    isThere = true;
    const printed = printer.print(slip('B'));
    await clock.pass(10_000);
    expect(await printed).toEqual({ ok: true });
  });
});
