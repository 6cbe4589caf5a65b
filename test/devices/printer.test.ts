import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ReceiptPrinter } from '../../simulator/index.ts';
import { systemClock } from '../../terminal/link/index.ts';
import { until } from '../until.ts';
import { World } from '../world.ts';
import { Counter } from './counter.ts';

let counter: Counter;
let printer: ReceiptPrinter;

beforeEach(() => {
  counter = new Counter();
  const path = join(counter.folder, 'printer');
  printer = new ReceiptPrinter({ path, clock: systemClock });
});

const start = (clock = systemClock) => {
  const printerPort = join(counter.folder, 'printer');
  return counter.start(
    { keypadProfile: '', keypadPort: '', printerPort },
    { ...(clock && { clock }) },
  );
};

/** On a busy machine an answer may take longer than printers do. */
const PATIENT: typeof systemClock = {
  ...systemClock,
  after: (delayMs, run) => systemClock.after(delayMs * 8, run),
};

afterEach(async () => {
  await counter.close();
  await printer.close();
});

const SLIP = {
  above: ['政务服务“好差评”'],
  qr: { text: 'https://pj.example.cn/p/abc', errorCorrection: 'M' },
  below: ['咨询投诉热线:12345'],
};

const cut = '1d564200';

describe('the receipt printer', () => {
  it("prints the hub's own slip (SZ-14c)", async () => {
    await start();
    await printer.plug();
    const world = await World.start({ config: { publicUrl: 'https://pj.example.cn' } });
    try {
      const { invitationId } = (await world.report()).body.results[0].invitation;
      const path = `/api/invitations/${invitationId}/qr`;
      const { body } = await world.call('POST', path, undefined, world.systemKey);
      expect((await counter.windowPc('/local/slips', body.slip)).status).toBe(204);
      await until('a cut', () => printer.printed.endsWith(cut));
      expect(printer.printed).toContain(Buffer.from(body.url).toString('hex'));
      const text = new TextDecoder('gb18030').decode(Buffer.from(printer.printed, 'hex'));
      for (const line of [...body.slip.above, ...body.slip.below]) expect(text).toContain(line);
    } finally {
      await world.stop();
    }
  });

  it('prints one slip after another, also on a printer that answers nothing', async () => {
    await start();
    await printer.plug();
    printer.paper = null;
    for (const cuts of [1, 2]) {
      expect((await counter.windowPc('/local/slips', SLIP)).status).toBe(204);
      await until(`${cuts} cuts`, () => printer.printed.split(cut).length === cuts + 1);
    }
  });

  it('says why it did not print', async () => {
    await start(PATIENT);
    const away = await counter.windowPc('/local/slips', SLIP);
    expect(away.status).toBe(503);
    await printer.plug();
    printer.paper = 'gone';
    const answer = await counter.windowPc('/local/slips', SLIP);
    const { detail } = (await answer.json()) as { detail: string };
    expect([answer.status, detail]).toEqual([503, expect.stringContaining('no paper')]);
    expect(printer.printed).toBe('');
    expect((await counter.windowPc('/local/slips', { above: [] })).status).toBe(400);
  });
});
