import { expect, it } from 'vitest';
import type { ServiceRecord } from '../../../protocol/index.ts';
import { DAY, type Hall, NOON } from './hall.ts';
import { sealed } from './sealed.ts';

const HOUR = 3_600_000;

/** SZ-13: the one reminder. Cases of these tests are completed at noon. */
export function reminderContract(hall: () => Hall): void {
  const report = (record: ServiceRecord, hasContact = true) =>
    hall().report(record, sealed('a', { phone: hasContact ? 'sealed phone' : null }));
  const remind = async (limit = 100) => {
    const at = hall().clock.now();
    return (await hall().store.submit({ kind: 'reminders.due', at, limit })).reminded;
  };

  it('SZ-13: falls due on the third day, once, also after a restart', async () => {
    await report(hall().record('C1'));
    hall().clock.set(NOON + 3 * DAY - 1);
    expect(await remind()).toBe(0);
    hall().clock.set(NOON + 3 * DAY);
    expect(await remind()).toBe(1);
    expect(await remind()).toBe(0);
    await hall().restart();
    hall().clock.set(NOON + 4 * DAY);
    expect(await remind()).toBe(0);
    expect(await hall().place.problem()).toBeNull();
  });

  it('SZ-13: waits for the morning after a night without the hub', async () => {
    await report(hall().record('C1'));
    hall().clock.set(NOON + 3 * DAY + 10 * HOUR);
    expect(await remind()).toBe(0);
    hall().clock.set(NOON + 4 * DAY - 3 * HOUR);
    expect(await remind()).toBe(1);
  });

  it('SZ-13: goes to nobody who has rated, and to nobody who cannot be reached', async () => {
    await hall().send(hall().answer(await report(hall().record('C1'))));
    await report(hall().record('C2'), false);
    hall().clock.set(NOON + 3 * DAY);
    expect(await remind()).toBe(0);
    expect(await remind()).toBe(0);
  });

  it('SZ-13: knows the contact from any record of the case, whichever comes first', async () => {
    await report(hall().record('C1', { event: 'accepted' }), true);
    await report(hall().record('C1'), false);
    await report(hall().record('C2'), false);
    await report(hall().record('C2', { event: 'accepted' }), true);
    hall().clock.set(NOON + 3 * DAY);
    expect(await remind()).toBe(2);
    expect(await hall().place.problem()).toBeNull();
  });

  it('SZ-13: comes no more once the invitation has closed', async () => {
    await report(hall().record('C1'));
    hall().clock.set(NOON + 8 * DAY);
    expect(await remind()).toBe(0);
  });

  it('SZ-13, SZ-20a: is one for all cases of a batch', async () => {
    for (const caseNo of ['C1', 'C2', 'C3']) {
      await report(hall().record(caseNo, { declarationNo: 'D1' }), caseNo === 'C2');
    }
    hall().clock.set(NOON + 3 * DAY);
    expect(await remind()).toBe(1);
    await report(
      hall().record('C4', { declarationNo: 'D1', occurredAt: '2026-11-22T12:30:00.000+08:00' }),
    );
    hall().clock.set(NOON + 4 * DAY);
    expect(await remind()).toBe(0);
  });

  it('SZ-13: is made in steps, and none for a test case', async () => {
    for (let i = 0; i < 5; i++) await report(hall().record(`C${i}`));
    await report(hall().record('X1', { test: true }));
    hall().clock.set(NOON + 3 * DAY);
    expect([await remind(2), await remind(2), await remind(2), await remind(2)]).toEqual([
      2, 2, 1, 0,
    ]);
  });
}
