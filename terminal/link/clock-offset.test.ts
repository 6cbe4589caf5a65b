import { describe, expect, it } from 'vitest';
import { type ClockSample, measure, offsetMs, remember } from './clock-offset.ts';

const samples = (...exchanges: [sentAt: number, receivedAt: number, hubTime: number][]) =>
  exchanges.reduce<ClockSample[]>((known, it) => remember(known, measure(...it)), []);

describe('the clock offset', () => {
  it('is unknown before the first answer', () => {
    expect(offsetMs([], 5, 5)).toBeNull();
  });

  it('takes half of the round trip off', () => {
    expect(offsetMs(samples([1_000, 1_200, 50_100]), 1_200, 1_200)).toBe(49_000);
  });

  it('believes the quickest of the recent exchanges', () => {
    const known = samples([0, 400, 1_000], [1_000, 1_010, 1_905], [2_000, 2_600, 3_000]);
    expect(offsetMs(known, 3_000, 3_000)).toBe(900);
  });

  it('follows a jump of the device clock at once, without a new exchange', () => {
    const known = samples([0, 10, 1_005]);
    expect(offsetMs(known, 86_400_000, 100)).toBe(1_000 + 100 - 86_400_000);
  });

  it('drops all it knew when a new exchange contradicts it', () => {
    const known = samples([0, 10, 1_005], [1_000, 1_400, 61_200]);
    expect(known).toHaveLength(1);
    expect(offsetMs(known, 1_400, 1_400)).toBe(60_000);
  });

  it('forgets after ten minutes', () => {
    expect(samples([0, 10, 1_005], [700_000, 700_100, 701_050])).toHaveLength(1);
  });
});
