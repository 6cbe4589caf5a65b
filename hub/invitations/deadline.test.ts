import { describe, expect, it } from 'vitest';
import { shenzhen } from '../rules/pack.ts';
import { deadline } from './deadline.ts';

function at(text: string): number {
  return Temporal.Instant.from(text).epochMilliseconds;
}

describe('the deadline of an invitation (SZ-17a)', () => {
  it.each([
    ['2026-11-22T09:30:00+08:00', '2026-11-30T00:00:00+08:00', '2026-11-29'],
    ['2026-11-22T23:59:59+08:00', '2026-11-30T00:00:00+08:00', '2026-11-29'],
    ['2028-02-25T12:00:00+08:00', '2028-03-04T00:00:00+08:00', '2028-03-03'],
    ['2026-12-28T00:00:00+08:00', '2027-01-05T00:00:00+08:00', '2027-01-04'],
  ])('of a case completed %s is %s', (completed, closes, lastDay) => {
    expect(deadline(at(completed), shenzhen)).toEqual({ closesAt: at(closes), lastDay });
  });

  it('is judged by the calendar of the pack, whatever offset the record was written in', () => {
    expect(deadline(at('2026-11-22T16:00:00Z'), shenzhen).lastDay).toBe('2026-11-30');
    expect(deadline(at('2026-11-22T15:59:59.999Z'), shenzhen).lastDay).toBe('2026-11-29');
  });

  it('counts days, not multiples of 24 hours, where clocks change', () => {
    const berlin = { timeZone: 'Europe/Berlin', ratingDays: 7 };
    expect(deadline(at('2026-03-27T12:00:00+01:00'), berlin).closesAt).toBe(
      at('2026-04-04T00:00:00+02:00'),
    );
  });
});
