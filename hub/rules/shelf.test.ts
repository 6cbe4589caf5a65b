import { describe, expect, it } from 'vitest';
import { shenzhen, xinjiang } from './built-in.ts';
import type { RulePack } from './pack.ts';
import { PackShelf } from './shelf.ts';

const second: RulePack = { ...shenzhen, version: 2, validFrom: '2027-01-01', defaultLevel: 4 };
const third: RulePack = { ...shenzhen, version: 3, validFrom: '2026-07-01' };

function shelf(...packs: RulePack[]): PackShelf {
  const shelved = PackShelf.of(packs);
  if (!shelved.ok) throw new Error(JSON.stringify(shelved.errors));
  return shelved.shelf;
}

function refusal(...packs: RulePack[]): string[] {
  const shelved = PackShelf.of(packs);
  return shelved.ok ? [] : shelved.errors.map(({ path }) => path);
}

describe('the shelf of a place', () => {
  it.each([
    ['2019-10-10', 1],
    ['2026-06-30', 1],
    ['2026-07-01', 3],
    ['2026-12-31', 3],
    ['2027-01-01', 2],
    ['2999-12-31', 2],
    ['2019-10-09', 1],
  ])('has on %s version %i in force, whatever the order of import', (day, version) => {
    expect(shelf(shenzhen, second, third).inForceOn(day).version).toBe(version);
    expect(shelf(third, second, shenzhen).inForceOn(day).version).toBe(version);
  });

  it('finds the pack that a decision names', () => {
    expect(shelf(shenzhen, second).byLabel('shenzhen@2')).toBe(second);
    expect(shelf(shenzhen, second).byLabel('shenzhen@9')).toBeNull();
  });

  it('holds the same pack once, also when its fields come in another order', () => {
    const { title, ...rest } = shenzhen;
    expect(shelf(shenzhen, { ...rest, title }).packs).toEqual([shenzhen]);
  });

  it('refuses a version number with another content', () => {
    expect(refusal(shenzhen, { ...shenzhen, defaultLevel: 4 })).toEqual(['version']);
  });

  it('refuses two versions with one first day, and names every clash at once', () => {
    const clashing = { ...shenzhen, version: 2, timeZone: 'Asia/Urumqi' };
    expect(refusal(shenzhen, clashing).sort()).toEqual(['timeZone', 'validFrom']);
  });

  it('refuses another place, and to be empty', () => {
    expect(refusal(shenzhen, xinjiang)).toEqual(['name']);
    expect(PackShelf.of([]).ok).toBe(false);
  });
});
