import { describe, expect, it } from 'vitest';
import { readScenario } from './read.ts';
import { stepText } from './run.ts';
import { needsOf } from './scenario.ts';
import { scenarioText, shelfNames } from './shelf.ts';

const PLAIN = {
  name: 'plain',
  title: { zh: '平常', en: 'Plain' },
  windows: [
    { window: 'A01' },
    { window: 'B01', evaluator: 'keypad' },
    { window: 'C01', evaluator: 'none' },
  ],
  kiosks: [{ kiosk: 'K01' }],
  receivers: ['hotline'],
};
const pathsOf = (changes: object) => {
  const read = readScenario(JSON.stringify({ ...PLAIN, ...changes }));
  return read.ok ? [] : read.flaws.map(({ path }) => path);
};
const flawsOf = (...steps: object[]) => {
  const read = readScenario(JSON.stringify({ ...PLAIN, steps }));
  return read.ok ? [] : read.flaws.map(({ path, message }) => `${path}: ${message}`);
};
const FINISHED = { step: 'finish-case', window: 'A01', case: 'c' };

describe('the scenarios that come along', () => {
  it.each(shelfNames())('%s can be read, and is named like its file', (name) => {
    const read = readScenario(scenarioText(name) ?? '');
    expect(read).toMatchObject({ ok: true, scenario: { name } });
  });

  it('are at least those that a technician asks for first', () => {
    expect(shelfNames()).toEqual(
      expect.arrayContaining([
        ...['window-visit', 'negative-to-hotline', 'batch', 'theme', 'hub-away', 'power-cut'],
        ...['bouncing-key', 'default-after-seven-days', 'clock-off', 'province-refuses'],
      ]),
    );
  });
});

describe('a scenario', () => {
  it('is read with its defaults', () => {
    const steps = [FINISHED, { step: 'expect-rating', case: 'c' }];
    const read = readScenario(JSON.stringify({ ...PLAIN, steps }));
    expect(read).toMatchObject({
      ok: true,
      scenario: {
        windows: [{ evaluator: 'terminal' }, {}, {}],
        steps: [{}, { times: 1, standing: 'counted', within: 20 }],
      },
    });
  });

  it('that is wrong in many places names every one by its path', () => {
    expect(
      pathsOf({
        name: 'Nobody Reads',
        windows: [{ window: 'one' }],
        surplus: true,
        steps: [
          { step: 'rate', at: 'A01', level: 6 },
          { step: 'dance' },
          { step: 'wait', seconds: -1 },
          { step: 'pass', by: 'a week' },
          { ...FINISHED, surplus: 1 },
        ],
      }),
    ).toEqual(
      expect.arrayContaining([
        ...['name', 'windows.0.window', '', 'steps.0.level', 'steps.1.step', 'steps.2.seconds'],
        ...['steps.3.by', 'steps.4'],
      ]),
    );
    const read = readScenario('{');
    expect(read).toMatchObject({ ok: false, flaws: [{ path: '' }] });
  });

  it('that cannot be played is refused: unknown places, cases and receivers, or what no device does', () => {
    expect(
      flawsOf(
        { step: 'expect-rating', case: 'c' },
        { ...FINISHED, window: 'K01', item: 'none' },
        { step: 'end-flow', kiosk: 'A01', case: 'd' },
        { step: 'rate', at: 'Z99', level: 5 },
        { step: 'rate', at: 'C01', level: 5 },
        { step: 'rate', at: 'B01', level: null },
        { step: 'begin', behaviour: 'bouncing-key', at: 'A01' },
        { step: 'begin', behaviour: 'full-disk', at: 'B01' },
        { step: 'begin', behaviour: 'drifts', at: 'A01' },
        { step: 'expect-receiver', receiver: 'province', taken: 1 },
        { step: 'pass', by: '-P1D' },
      ),
    ).toEqual([
      'steps.0.case: no step before finishes "c"',
      'steps.1.item: none is not in the catalogue',
      'steps.1.window: K01 is a kiosk',
      'steps.2.kiosk: A01 is no kiosk',
      'steps.3.at: there is no Z99',
      'steps.4.at: C01 has no evaluator',
      'steps.5.at: B01 has keys only',
      'steps.6.at: bouncing-key is nothing that a terminal does',
      'steps.7.at: full-disk is nothing that a keypad does',
      'steps.8.ahead: says how far the clock is off',
      'steps.9.receiver: province is not among the receivers',
      'steps.10.by: time passes forward',
    ]);
    expect(pathsOf({ kiosks: [{ kiosk: 'C01' }], steps: [FINISHED] })).toEqual(['windows']);
  });

  it('says which of its steps a hub from outside cannot do', () => {
    const read = readScenario(scenarioText('hub-away') ?? '');
    const needs = read.ok ? needsOf(read.scenario) : [];
    expect(needs.map(({ step, need }) => `${step} ${need}`)).toEqual([
      'kill-hub ownHub',
      'start-hub ownHub',
    ]);
  });

  it('tells each step as a line, without what goes without saying', () => {
    expect(
      stepText({
        step: 'rate',
        at: 'A01',
        level: null,
        kept: true,
        linked: [{ case: 'c', level: 4 }],
      }),
    ).toBe('rate at=A01 level=null linked=[{"case":"c","level":4}]');
  });
});
