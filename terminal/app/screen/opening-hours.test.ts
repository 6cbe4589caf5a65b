import { describe, expect, it } from 'vitest';
import { isOpenAt } from './opening-hours.ts';

const HOURS = { opens: '09:00', closes: '17:30', days: [1, 2, 3, 4, 5] };
const at = (time: string) => isOpenAt(HOURS, Date.parse(`${time}+08:00`), 'Asia/Shanghai');

describe('the opening hours of a hall', () => {
  it.each([
    ['2026-11-20T08:59:59', false],
    ['2026-11-20T09:00:00', true],
    ['2026-11-20T17:29:59', true],
    ['2026-11-20T17:30:00', false],
    ['2026-11-21T10:00:00', false],
    ['2026-11-23T00:00:00', false],
  ])('at %s are %s', (time, isOpen) => {
    expect(at(time)).toBe(isOpen);
  });

  it('are those of its own clock, wherever it stands', () => {
    const morning = Date.parse('2026-11-20T09:30:00+08:00');
    expect(isOpenAt(HOURS, morning, 'Asia/Urumqi')).toBe(false);
    expect(isOpenAt(HOURS, morning, 'Asia/Tokyo')).toBe(true);
  });

  it('never dim a hall that has none', () => {
    expect(isOpenAt(undefined, 0, 'Asia/Shanghai')).toBe(true);
  });
});
