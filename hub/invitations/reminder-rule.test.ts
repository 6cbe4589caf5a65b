import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DAY, Hall } from '../store/contract/hall.ts';
import { sealed } from '../store/contract/sealed.ts';
import { makePlace } from '../store/sqlite/contract-place.ts';
import { ReminderRule } from './reminder-rule.ts';

describe('the rule of reminders (SZ-13)', () => {
  let hall: Hall;
  let timers: { delayMs: number; run: () => void }[];
  let rule: ReminderRule;
  let reminded: number[];

  beforeEach(async () => {
    hall = await Hall.open(await makePlace());
    timers = [];
    reminded = [];
    const clock = {
      now: () => hall.clock.now(),
      monotonic: () => 0,
      after(delayMs: number, run: () => void) {
        timers.push({ delayMs, run });
        return () => undefined;
      },
    };
    const onReminded = (count: number) => void reminded.push(count);
    rule = new ReminderRule({ store: hall.store, clock, step: 2, lookMs: 1_000, onReminded });
  });
  afterEach(async () => {
    await rule.stop();
    await hall.store.stop();
    await hall.place.remove();
  });

  it('asks for all that is due in steps, and looks again after its pause', async () => {
    for (let i = 0; i < 5; i++) {
      const record = hall.record(`C${i}`);
      await hall.report(record, sealed('a', { phone: 'sealed phone' }));
    }
    hall.clock.advance(3 * DAY);
    rule.start();
    timers.shift()?.run();
    await expect.poll(() => timers.length).toBe(1);
    expect(timers[0]?.delayMs).toBe(1_000);
    expect(reminded).toEqual([2, 2, 1]);
    expect(await rule.remind()).toEqual({ reminded: 0, more: false });
  });
});
