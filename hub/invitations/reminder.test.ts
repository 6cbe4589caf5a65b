import { describe, expect, it } from 'vitest';
import { isDaytime, reminderTime } from './reminder.ts';

const TERMS = { afterDays: 3, from: '09:00', until: '18:00' };
const CLOSES = Date.parse('2026-11-30T00:00:00+08:00');

describe('the reminder (SZ-13)', () => {
  it.each([
    ['2026-11-22T09:30:00+08:00', '2026-11-25T09:30:00+08:00'],
    ['2026-11-22T17:59:59.999+08:00', '2026-11-25T17:59:59.999+08:00'],
    ['2026-11-22T18:00:00+08:00', '2026-11-26T09:00:00+08:00'],
    ['2026-11-22T23:30:00+08:00', '2026-11-26T09:00:00+08:00'],
    ['2026-11-22T00:10:00+08:00', '2026-11-25T09:00:00+08:00'],
    ['2026-11-22T08:59:59.999+08:00', '2026-11-25T09:00:00+08:00'],
  ])('for a case completed %s falls due %s', (completed, due) => {
    const about = { completedAt: Date.parse(completed), closesAt: CLOSES };
    expect(reminderTime(about, TERMS, 'Asia/Shanghai')).toBe(Date.parse(due));
  });

  it('is none where the invitation is over by then', () => {
    const about = { completedAt: Date.parse('2026-11-22T20:00:00+08:00'), closesAt: CLOSES };
    const terms = { ...TERMS, afterDays: 7 };
    expect(reminderTime(about, terms, 'Asia/Shanghai')).toBeNull();
  });

  it('counts days of the calendar where clocks change', () => {
    const completedAt = Date.parse('2026-03-27T10:00:00+01:00');
    const closesAt = Date.parse('2026-04-04T00:00:00+02:00');
    expect(reminderTime({ completedAt, closesAt }, TERMS, 'Europe/Berlin')).toBe(
      Date.parse('2026-03-30T10:00:00+02:00'),
    );
  });

  it.each([
    ['2026-11-25T08:59:59.999+08:00', false],
    ['2026-11-25T09:00:00+08:00', true],
    ['2026-11-25T17:59:59.999+08:00', true],
    ['2026-11-25T18:00:00+08:00', false],
    ['2026-11-25T02:00:00Z', true],
  ])('knows whether %s is daytime: %s', (at, expected) => {
    expect(isDaytime(Date.parse(at), TERMS, 'Asia/Shanghai')).toBe(expected);
  });
});
