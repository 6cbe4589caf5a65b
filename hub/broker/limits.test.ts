import { describe, expect, it } from 'vitest';
import { ConnectionLimits, Lockout, Pace, PaceByName } from './limits.ts';

describe('pace', () => {
  it('lets a burst pass, then asks to wait just as long as the rate needs', () => {
    const pace = new Pace(100, 10);
    expect(pace.take(10, 1_000)).toBe(0);
    expect(pace.take(1, 1_000)).toBe(10);
    expect(pace.take(0, 1_010)).toBe(0);
  });

  it('never saves up more than the burst', () => {
    const pace = new Pace(100, 10);
    pace.take(0, 1_000_000);
    expect(pace.take(11, 2_000_000)).toBe(10);
  });

  it('keeps names apart', () => {
    const paces = new PaceByName({ ratePerSecond: 1, burst: 1 });
    expect(paces.admits('a', 0)).toBe(true);
    expect(paces.admits('a', 0)).toBe(false);
    expect(paces.admits('a', 1_000)).toBe(true);
    expect(paces.admits('b', 0)).toBe(true);
  });
});

describe('connection limits', () => {
  it('refuse above the number in all and per address, and free places again', () => {
    const limits = new ConnectionLimits(3, 2);
    expect([limits.enter('a'), limits.enter('a'), limits.enter('a')]).toEqual([true, true, false]);
    expect([limits.enter('b'), limits.enter('c')]).toEqual([true, false]);
    limits.leave('a');
    expect(limits.enter('c')).toBe(true);
  });
});

describe('lockout', () => {
  it('locks at the fifth failure and doubles up to a minute', () => {
    const lockout = new Lockout();
    for (let i = 0; i < 4; i++) lockout.failed('x', 0);
    expect(lockout.isLocked('x', 0)).toBe(false);
    lockout.failed('x', 0);
    expect([lockout.isLocked('x', 999), lockout.isLocked('x', 1_000)]).toEqual([true, false]);
    lockout.failed('x', 1_000);
    expect([lockout.isLocked('x', 2_999), lockout.isLocked('x', 3_000)]).toEqual([true, false]);
    for (let i = 0; i < 20; i++) lockout.failed('x', 3_000);
    expect([lockout.isLocked('x', 62_999), lockout.isLocked('x', 63_000)]).toEqual([true, false]);
  });

  it('forgets after a success and is bounded', () => {
    const lockout = new Lockout(2);
    for (const name of ['a', 'b', 'c']) for (let i = 0; i < 9; i++) lockout.failed(name, 0);
    expect(lockout.isLocked('a', 0)).toBe(false);
    expect(lockout.isLocked('c', 0)).toBe(true);
    lockout.succeeded('c');
    expect(lockout.isLocked('c', 0)).toBe(false);
  });
});
