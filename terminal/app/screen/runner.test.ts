import { describe, expect, it } from 'vitest';
import { MemoryOutbox, tapNow } from '../../link/index.ts';
import { FakeClock } from '../../link/testing/fake-clock.ts';
import { Runner } from './runner.ts';
import { EVENT_ID, promptOf } from './testing.ts';

const BOOT_ID = '7f0c2c8e-8a55-4ab4-9d1c-0b8f2f8f8a01';

function terminal(outbox = new MemoryOutbox()) {
  const clock = new FakeClock();
  const reports: string[] = [];
  const runner = new Runner({
    clock,
    outbox,
    tap: () => tapNow(clock, BOOT_ID, 250),
    channel: () => 'evaluator',
    report: ({ promptId, ending }) => reports.push(`${promptId} ${ending}`),
    onStored: () => {},
    onChange: () => {},
  });
  runner.dispatch({ kind: 'started' });
  const choose = (level: 5 | 4 | 3 | 2 | 1) =>
    runner.dispatch({ kind: 'choose', level, input: 'touch', eventId: EVENT_ID });
  const ask = async (caseNo: string) => {
    runner.prompt('hub', promptOf(caseNo), 600_000);
    await clock.pass(400);
  };
  return { clock, outbox, runner, reports, choose, ask, kind: () => runner.state.screen.kind };
}

class FullDisk extends MemoryOutbox {
  override async hold(): Promise<never> {
    throw new DOMException('no space', 'QuotaExceededError');
  }
}

class FullOnce extends MemoryOutbox {
  isFull = false;
  override change(...change: Parameters<MemoryOutbox['change']>) {
    if (this.isFull) throw new DOMException('no space', 'QuotaExceededError');
    return super.change(...change);
  }
}

describe('the runner', () => {
  it('takes a tap from the finger to a ready row, then to thanks', async () => {
    const { clock, outbox, runner, reports, choose, ask, kind } = terminal();
    await ask('A');
    const tappedAt = clock.now();
    choose(2);
    await clock.pass(0);
    expect(runner.state.screen).toMatchObject({ kind: 'chosen', held: true });
    const [row] = await outbox.held();
    expect(row).toMatchObject({
      seq: 1,
      heldUntil: tappedAt + 8_000,
      tap: { deviceTime: tappedAt, clockOffsetMs: 250, bootId: BOOT_ID },
      body: { level: 2, caseNo: 'A', displayOrder: [5, 4, 3, 2, 1], revisions: 0 },
    });
    await clock.pass(8_000);
    expect(kind()).toBe('thanks');
    expect(reports).toEqual(['prompt of A rated']);
    expect(await outbox.unsent(9)).toHaveLength(1);
  });

  it('keeps one row through a change of mind, with the last level and its moment', async () => {
    const { clock, outbox, choose, ask } = terminal();
    await ask('A');
    choose(5);
    await clock.pass(1_000);
    choose(1);
    await clock.pass(1_000);
    const held = await outbox.held();
    expect(held).toMatchObject([{ eventId: EVENT_ID, seq: 1, body: { level: 1, revisions: 1 } }]);
    expect(held[0]?.heldUntil).toBe(clock.now() + 7_000);
  });

  it('ends the thanks in time, though something happens in that very moment', async () => {
    const { clock, choose, ask, runner, kind } = terminal();
    await ask('A');
    choose(2);
    await clock.pass(7_000);
    // Before the tick of the same moment, as on a device that is busy then.
    clock.after(1_000 + runner.state.timings.thanksMs, () =>
      runner.dispatch({ kind: 'link', refused: null }),
    );
    await clock.pass(1_000);
    expect(kind()).toBe('thanks');
    await clock.pass(runner.state.timings.thanksMs + 10);
    expect(kind()).toBe('idle');
  });

  it('thanks for nothing that the disk did not take', async () => {
    const { clock, choose, ask, runner } = terminal(new FullDisk());
    await ask('A');
    choose(3);
    await clock.pass(100);
    expect(runner.state.screen).toMatchObject({ kind: 'asking', failed: true });
  });

  it('adds details to the row with the moment of its level, and sends them with it', async () => {
    const { clock, outbox, choose, ask, runner, kind } = terminal();
    await ask('A');
    const tappedAt = clock.now();
    choose(2);
    await clock.pass(2_000);
    runner.dispatch({ kind: 'tag', code: '209' });
    await clock.pass(2_000);
    runner.dispatch({ kind: 'write', text: '等了两个小时' });
    runner.dispatch({ kind: 'present', change: { language: 'en' } });
    await clock.pass(2_000);
    runner.dispatch({ kind: 'confirm' });
    await clock.pass(10);
    expect(kind()).toBe('thanks');
    const [row] = await outbox.unsent(9);
    expect(row).toMatchObject({
      tap: { deviceTime: tappedAt },
      body: {
        level: 2,
        business: 2,
        tags: [{ list: 'national', version: 2, code: '209' }],
        text: '等了两个小时',
      },
    });
  });

  it('writes details once more with the release when the disk did not take them before', async () => {
    const outbox = new FullOnce();
    const { clock, choose, ask, runner, kind } = terminal(outbox);
    await ask('A');
    choose(2);
    await clock.pass(2_000);
    outbox.isFull = true;
    runner.dispatch({ kind: 'tag', code: '209' });
    await clock.pass(10);
    expect(runner.state.screen).toMatchObject({ kind: 'chosen', failed: true });
    outbox.isFull = false;
    runner.dispatch({ kind: 'confirm' });
    await clock.pass(10);
    expect(kind()).toBe('thanks');
    expect((await outbox.unsent(9))[0]?.body.tags).toMatchObject([{ code: '209' }]);
  });

  it('lets the level on disk stand when another one could not be written', async () => {
    const outbox = new FullOnce();
    const { clock, choose, ask, runner } = terminal(outbox);
    await ask('A');
    choose(5);
    await clock.pass(2_000);
    outbox.isFull = true;
    choose(1);
    await clock.pass(10);
    outbox.isFull = false;
    expect(runner.state.screen).toMatchObject({ failed: true, revising: { level: 5 } });
    await clock.pass(61_000);
    expect((await outbox.unsent(9))[0]?.body).toMatchObject({ level: 5, revisions: 0 });
  });

  it('lets a choice stand at its own time after the page was reloaded', async () => {
    const first = terminal();
    await first.ask('A');
    first.choose(3);
    await first.clock.pass(3_000);
    first.runner.stop();
    const second = terminal(first.outbox);
    await second.clock.pass(first.clock.now() - second.clock.now());
    await second.runner.recover();
    await second.clock.pass(4_000);
    expect(await second.outbox.held()).toHaveLength(1);
    await second.clock.pass(1_000);
    expect(await second.outbox.unsent(9)).toHaveLength(1);
  });

  it('is not kept waiting by a clock that was set back', async () => {
    const first = terminal();
    await first.ask('A');
    first.choose(3);
    await first.clock.pass(100);
    const second = terminal(first.outbox);
    second.clock.jump(-86_400_000);
    await second.runner.recover();
    await second.clock.pass(60_000);
    expect(await second.outbox.unsent(9)).toHaveLength(1);
  });

  it('knows what was rated here already', async () => {
    const { clock, choose, ask, reports, runner, kind } = terminal();
    await ask('A');
    choose(4);
    await clock.pass(13_000);
    runner.prompt('hub', promptOf('A', 'another prompt'), 600_000);
    await clock.pass(10);
    expect(kind()).toBe('idle');
    expect(reports).toEqual(['prompt of A rated', 'another prompt alreadyRated']);
  });
});
