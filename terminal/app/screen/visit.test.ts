import { describe, expect, it } from 'vitest';
import { LIMITS, type Prompt } from '../../../protocol/index.ts';
import type { Event } from './events.ts';
import { isWarning } from './machine.ts';
import { USUAL } from './presentation.ts';
import { asking, EVENT_ID, idle, promptOf } from './testing.ts';

const RELEASED: Event = { kind: 'released', eventId: EVENT_ID };
const themeOf = (count: number): Prompt => ({
  ...promptOf('T'),
  linkedCases: Array.from({ length: count }, (_, i) => ({
    caseNo: `L${i}`,
    item: { itemCode: 'i', name: '食品经营许可' },
  })),
});
const atTheme = (count = 5) => idle().prompt('hub', themeOf(count)).pass(400);
const linkedCase = (index: number): Event => ({ kind: 'linkedCase', index });

describe('details after a level', () => {
  const chosen = () => {
    const bench = asking().choose(2).send({ kind: 'held', eventId: EVENT_ID }).pass(400);
    bench.effects();
    return bench;
  };

  it('stop the countdown, are written as they are picked, and wait as long as an asking', () => {
    const bench = chosen().send({ kind: 'tag', code: '209' });
    expect(bench.effects()).toEqual(['refine 2 business 2 209 for 120000']);
    bench.pass(59_999);
    expect(bench.kind).toBe('chosen');
    expect(bench.pass(1).effects()).toEqual(['release']);
  });

  it('warn before the end, and one tap gives more time (WCAG 2.2.1)', () => {
    const bench = chosen().send({ kind: 'touched' }).pass(45_000);
    expect(isWarning(bench.state, bench.now)).toBe(true);
    bench.send({ kind: 'extend' });
    expect(isWarning(bench.state, bench.now)).toBe(false);
    expect(bench.pass(59_000).kind).toBe('chosen');
  });

  it('hold the row on before the link may send it, without a write for every touch', () => {
    const bench = chosen();
    for (let touch = 0; touch < 8; touch++) bench.send({ kind: 'touched' }).pass(20_000);
    const { screen } = bench.state;
    expect(bench.effects()).toHaveLength(2);
    if (screen.kind !== 'chosen') throw new Error(screen.kind);
    expect(screen.choice.heldUntil).toBeGreaterThanOrEqual(screen.releaseAt);
  });

  it('never keep the level waiting: 提交 works at any moment, details unsaved or not', () => {
    const bench = chosen().send({ kind: 'tag', code: '209' });
    bench.send({ kind: 'storeFailed', eventId: EVENT_ID, step: 'refine' });
    expect(bench.state.screen).toMatchObject({ kind: 'chosen', failed: true });
    bench.effects();
    expect(bench.send({ kind: 'confirm' }).effects()).toEqual(['release']);
  });

  it('forget a draft that was not done', () => {
    const bench = chosen().send({ kind: 'page', page: 'writing' }).pass(60_000);
    expect(bench.effects()).toEqual(['refine 2 for 120000', 'release']);
    expect(bench.state.screen).toMatchObject({ choice: { details: { text: '' } } });
  });
});

describe('a theme', () => {
  it('SZ-20b: is rated by its linked cases, each kept at its tap, none invented', () => {
    const bench = atTheme().send(linkedCase(0)).pass(400).choose(4).pass(400);
    bench.send(linkedCase(1)).pass(400).choose(1).pass(400);
    expect(bench.state.screen).toMatchObject({ kind: 'linked', index: 1, page: 'tags' });
    expect(bench.effects()).toEqual(['hold null L0=4', 'refine null L0=4 L1=1 for 120000']);
    bench.send({ kind: 'linkedDone' }).pass(400).send({ kind: 'confirm' }).send(RELEASED);
    expect(bench.kind).toBe('thanks');
    expect(bench.effects()).toEqual(['release', 'hub: prompt of T rated']);
  });

  it('SZ-20b: stands with what was rated when nobody goes on', () => {
    const bench = atTheme().send(linkedCase(0)).pass(400).choose(4);
    bench.effects();
    expect(bench.pass(61_000).effects()).toContain('release');
    const nobody = atTheme().send(linkedCase(0)).pass(61_000);
    expect(nobody.state.screen).toMatchObject({ kind: 'notRated', ending: 'timedOut' });
  });

  it('takes no more linked levels than a rating may have, of three hundred', () => {
    const bench = atTheme(300).send(linkedCase(0)).pass(400);
    for (let tap = 1; tap <= LIMITS.linkedRatings; tap++) {
      bench.choose(5).pass(400).send(linkedCase(tap)).pass(400);
    }
    expect(bench.kind).toBe('asking');
    bench.send(linkedCase(200)).pass(400);
    expect(bench.state.screen).toMatchObject({ kind: 'asking' });
    const { screen } = bench.state;
    if (screen.kind !== 'asking') throw new Error(screen.kind);
    expect(screen.revising?.details.linked).toHaveLength(LIMITS.linkedRatings);
  });

  it('SZ-11: writes a tag of a linked case as it is picked, and takes it back', () => {
    const bench = atTheme().send(linkedCase(0)).pass(400).choose(2).pass(400);
    bench.effects();
    bench.send({ kind: 'tag', code: '209' });
    expect(bench.effects()).toEqual(['refine null L0=2 209 for 120000']);
    bench.send({ kind: 'tag', code: '209' });
    expect(bench.effects()).toEqual(['refine null L0=2 for 120000']);
    expect(bench.pass(60_000).effects()).toContain('release');
  });

  it('says so when a linked level could not be kept', () => {
    const bench = atTheme().send(linkedCase(0)).pass(400).choose(4);
    bench.send({ kind: 'storeFailed', eventId: EVENT_ID, step: 'hold' });
    expect(bench.state.screen).toMatchObject({ kind: 'linked', failed: true, choice: null });
  });

  it('is a started rating: a second prompt waits, and staff cannot withdraw it', () => {
    const bench = atTheme().send(linkedCase(0)).pass(400);
    bench.prompt('hub', promptOf('B'));
    expect(bench.state).toMatchObject({
      screen: { kind: 'linked' },
      waiting: { key: 'completion B' },
    });
    bench.prompt('hub', null);
    expect(bench.kind).toBe('linked');
  });
});

describe('暂不评价', () => {
  const linked: Prompt = { ...promptOf('A'), link: 'https://rate.example/r/x' };
  const declined = () => idle().prompt('hub', linked).pass(400).send({ kind: 'decline' });

  it('SZ-14c: shows the QR code as long as a phone needs, or until it is closed', () => {
    expect(declined().pass(29_000).kind).toBe('notRated');
    expect(declined().pass(30_000).kind).toBe('idle');
    expect(declined().send({ kind: 'close' }).kind).toBe('idle');
  });

  it('yields to the next citizen after some seconds', () => {
    const bench = declined().pass(1_000).prompt('hub', promptOf('B'));
    expect(bench.kind).toBe('notRated');
    expect(bench.pass(3_000).kind).toBe('asking');
    const late = declined().pass(10_000).prompt('hub', promptOf('B')).pass(10);
    expect(late.kind).toBe('asking');
  });
});

describe('how a citizen wants the screen', () => {
  const large: Event = { kind: 'present', change: { large: true } };

  it('changes at any time, and is forgotten when the screen is idle again', () => {
    const bench = asking().send(large);
    expect(bench.state.presentation.large).toBe(true);
    bench.choose(2).pass(400).send({ kind: 'confirm' }).send(RELEASED);
    expect(bench.state.presentation.large).toBe(true);
    bench.pass(8_000);
    expect(bench.kind).toBe('idle');
    expect(bench.state.presentation).toEqual(USUAL);
  });

  it('is not what the next citizen finds, who was waiting while this one rated', () => {
    const bench = asking().send(large).choose(2).prompt('hub', promptOf('B')).pass(400);
    bench.send({ kind: 'confirm' }).send(RELEASED).pass(8_000);
    expect(bench.state.screen).toMatchObject({ kind: 'asking', asking: { prompt: promptOf('B') } });
    expect(bench.state.presentation).toEqual(USUAL);
  });

  it('doubles the time of every step', () => {
    const bench = asking().send(large).pass(100_000);
    expect(bench.kind).toBe('asking');
    expect(bench.pass(20_000).kind).toBe('notRated');
    expect(asking().send(large).choose(3).pass(15_000).kind).toBe('chosen');
  });

  it('stays for who sets it and waits for their turn, and no longer', () => {
    const bench = idle().send({ kind: 'present', change: { language: 'en' } });
    bench.pass(200_000).prompt('hub', promptOf('A'));
    expect(bench.state.presentation.language).toBe('en');
    const left = idle()
      .send({ kind: 'present', change: { language: 'en' } })
      .pass(300_000);
    expect(left.state).toMatchObject({ presentation: USUAL, screen: { awakeUntil: null } });
  });

  it('wakes an idle screen with one touch that chooses nothing', () => {
    const bench = idle().send({ kind: 'touched' });
    expect(bench.state.screen).toMatchObject({ kind: 'idle', awakeUntil: bench.now + 15_000 });
    expect(bench.effects()).toEqual([]);
    expect(bench.pass(15_000).state.screen).toMatchObject({ awakeUntil: null });
  });

  it('closes what lies over a screen when that screen ends', () => {
    const bench = asking().send({ kind: 'panel', panel: { kind: 'languages' } });
    expect(bench.pass(59_000).state.panel).toEqual({ kind: 'languages' });
    expect(bench.pass(1_000).state.panel).toBeNull();
  });
});

describe('headphones', () => {
  const plug = (areIn: boolean): Event => ({ kind: 'headphones', areIn });

  it('wake the screen and make it speak, with twice the time, to everybody who comes', () => {
    const bench = idle().send(plug(true));
    expect(bench.state).toMatchObject({ presentation: { voice: true }, screen: { kind: 'idle' } });
    for (const caseNo of ['A', 'B']) {
      bench.prompt('hub', promptOf(caseNo)).pass(119_999);
      expect(bench.kind).toBe('asking');
      expect(bench.pass(1).kind).toBe('notRated');
      expect(bench.pass(60_000).state.presentation).toEqual({ ...USUAL, voice: true });
    }
  });

  it('end it when they are pulled out, and choose nothing', () => {
    const bench = asking().send(plug(true)).send(plug(false)).pass(1_000);
    expect(bench.kind).toBe('asking');
    expect(bench.state.presentation.voice).toBe(false);
    expect(bench.effects().filter((effect) => effect.startsWith('hold'))).toEqual([]);
  });
});

describe('a paused terminal', () => {
  const paused = (isPaused: boolean): Event => ({
    kind: 'configured',
    timings: idle().state.timings,
    paused: isPaused,
  });

  it('asks nobody, keeps the newest prompt, and asks it when it goes on', () => {
    const bench = idle().send(paused(true)).prompt('hub', promptOf('A'));
    expect(bench.kind).toBe('paused');
    expect(bench.send(paused(false)).kind).toBe('asking');
  });

  it('lets a citizen finish first', () => {
    const bench = asking().choose(2).send(paused(true));
    expect(bench.kind).toBe('chosen');
    bench.pass(8_000).send(RELEASED).pass(4_000);
    expect(bench.kind).toBe('paused');
  });
});
