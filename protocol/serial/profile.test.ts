import { describe, expect, it } from 'vitest';
import { meaningOf, missingLevels, readProfile } from './profile.ts';
import { BUILT_IN_PROFILES } from './profiles.ts';

const named = (driver: string) => {
  const found = BUILT_IN_PROFILES.find((profile) => profile.driver === driver);
  if (found === undefined) throw new Error(`no ${driver}`);
  return found;
};

describe('a driver profile', () => {
  it('says what each key of the known devices means', () => {
    const map = (driver: string, keys: string[]) =>
      keys.map((code) => meaningOf(named(driver), code));
    expect(map('open', ['01', '02', '03', '04', '05', '0d', '08'])).toEqual([
      ...[5, 4, 3, 2, 1],
      ...['confirm', 'back'],
    ]);
    expect(map('one-is-best', ['31', '32', '33', '34', '35'])).toEqual([5, 4, 3, 2, 2]);
    expect(map('three-is-best', ['33', '32', '31', '30'])).toEqual([5, 4, 3, 2]);
    expect(map('zero-is-best', ['30', '34', '35'])).toEqual([5, 1, 'nothing']);
  });

  it('never makes a level of a key that it does not name', () => {
    for (const profile of BUILT_IN_PROFILES) {
      for (let byte = 0; byte < 256; byte++) {
        const code = byte.toString(16).padStart(2, '0');
        if (Object.hasOwn(profile.keys, code)) continue;
        expect(meaningOf(profile, code)).toBe('unknown');
      }
      expect(meaningOf(profile, 'constructor')).toBe('unknown');
    }
  });

  it('SZ-10: tells which levels its device cannot give', () => {
    expect(missingLevels(named('open'))).toEqual([]);
    expect(missingLevels(named('zero-is-best'))).toEqual([]);
    expect(missingLevels(named('one-is-best'))).toEqual([1]);
    expect(missingLevels(named('three-is-best'))).toEqual([1]);
  });

  it('takes keys as people write them', () => {
    const outcome = readProfile({ ...named('open'), keys: { A1: 5, a2: 4 } });
    expect(outcome).toMatchObject({ ok: true, profile: { keys: { a1: 5, a2: 4 } } });
  });

  it('is refused with everything that is wrong with it', () => {
    const outcome = readProfile({
      driver: 'bad driver',
      title: 'X',
      source: '',
      line: { kind: 'serial', baudRate: 1, parity: 'perhaps' },
      frame: { kind: 'fixed', keyBytes: 0 },
      keys: { '01': 6 },
      lamps: true,
    });
    expect(outcome.ok ? [] : outcome.errors.map(({ path }) => path).sort()).toEqual([
      '',
      'driver',
      'frame.keyBytes',
      'keys.01',
      'line.baudRate',
      'line.parity',
    ]);
  });

  it('is refused when its parts contradict each other', () => {
    const outcome = readProfile({
      driver: 'x',
      title: 'X',
      source: '',
      line: { kind: 'udp', port: 8001 },
      frame: { kind: 'fixed', keyBytes: 2 },
      keys: { '01': 5, zz: 4 },
      commands: { ask: ['ring!'] },
    });
    expect(outcome.ok ? [] : outcome.errors.map(({ path }) => path).sort()).toEqual([
      'commands.ask.0',
      'keys.01',
      'keys.zz',
      'line.kind',
    ]);
  });
});
