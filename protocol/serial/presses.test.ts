import { describe, expect, it } from 'vitest';
import { hear, NO_PRESSES, type Presses, settle } from './presses.ts';

/** Plays keys at their moments and settles each millisecond, as a timer would. */
function play(keys: [at: number, code: string][]) {
  const outcome: (string | readonly string[])[] = [];
  let presses: Presses = NO_PRESSES;
  const last = Math.max(...keys.map(([at]) => at)) + 100;
  for (let now = 0; now <= last; now++) {
    for (const [at, code] of keys) if (at === now) presses = hear(presses, code, now);
    const settled = settle(presses, now);
    presses = settled.presses;
    if (settled.pressed !== null) outcome.push(settled.pressed);
    if (settled.together.length > 0) outcome.push(settled.together);
  }
  return outcome;
}

describe('keys', () => {
  it('pressed one after the other are presses', () => {
    expect(
      play([
        [0, '01'],
        [700, '02'],
        [1_400, '01'],
      ]),
    ).toEqual(['01', '02', '01']);
  });

  it('that bounce are one press', () => {
    expect(
      play([
        [0, '01'],
        [3, '01'],
        [9, '01'],
        [14, '01'],
      ]),
    ).toEqual(['01']);
  });

  it('that are held and repeat are one press until they are let go', () => {
    const held = Array.from({ length: 50 }, (_, i): [number, string] => [i * 100, '02']);
    expect(play([...held, [6_000, '02']])).toEqual(['02', '02']);
  });

  it('pressed together are none, and both are told', () => {
    expect(
      play([
        [0, '01'],
        [30, '05'],
      ]),
    ).toEqual([['01', '05']]);
  });

  it('held together are told once and never become a level', () => {
    const both = Array.from({ length: 20 }, (_, i): [number, string][] => [
      [i * 100, '01'],
      [i * 100 + 20, '05'],
    ]).flat();
    expect(play(both)).toEqual([['01', '05']]);
  });
});
