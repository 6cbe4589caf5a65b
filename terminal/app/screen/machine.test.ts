import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LEVEL_NAMES, LEVELS } from '../../../protocol/index.ts';
import { levelName } from '../words/say.ts';
import type { Event } from './events.ts';
import { isWarning } from './machine.ts';
import { DISPLAY_ORDER } from './parts/levels.ts';
import { asking, Bench, EVENT_ID, idle, promptOf } from './testing.ts';

describe('before anybody is asked', () => {
  it('starts, and rests on the idle screen once it is enrolled', () => {
    expect(new Bench().kind).toBe('starting');
    expect(idle().kind).toBe('idle');
  });

  it('shows the enrolment code and asks nobody anything until it is enrolled', () => {
    const facts = { userCode: '7KQM-4XWP', expiresAt: 9, fingerprint: '8F3A', trouble: null };
    const bench = new Bench().send({ kind: 'enrolment', facts }).prompt('agent', promptOf('A'));
    expect(bench.state.screen).toEqual({ kind: 'unenrolled', ...facts });
    expect(bench.send({ kind: 'started' }).kind).toBe('idle');
  });

  it('leaves the asking to the other page when another page is live', () => {
    const bench = new Bench().send({ kind: 'elsewhere' }).prompt('hub', promptOf('A'));
    expect(bench.kind).toBe('elsewhere');
    expect(bench.send({ kind: 'started' }).kind).toBe('idle');
  });

  it('needs service when the hub refuses its credentials, and recovers by itself', () => {
    const bench = idle().send({ kind: 'link', refused: 'revoked' });
    expect(bench.state.screen).toEqual({ kind: 'needsService', why: 'revoked' });
    expect(bench.send({ kind: 'link', refused: null }).kind).toBe('idle');
  });

  it('opens the way to another identity only where the hub refuses this one', () => {
    const bench = idle().send({ kind: 'openReenrol' });
    expect(bench.kind).toBe('idle');
    bench.send({ kind: 'link', refused: 'revoked' }).send({ kind: 'openReenrol' });
    expect(bench.state.screen).toMatchObject({ kind: 'reenrol', why: 'revoked' });
    expect(bench.send({ kind: 'link', refused: 'revoked' }).kind).toBe('reenrol');
    expect(bench.prompt('agent', promptOf('A')).kind).toBe('reenrol');
    expect(bench.send({ kind: 'closeReenrol' }).kind).toBe('needsService');
    expect(bench.send({ kind: 'openReenrol' }).pass(60_000).kind).toBe('needsService');
    bench.send({ kind: 'openReenrol' }).send({ kind: 'link', refused: null });
    expect(bench.kind).toBe('idle');
  });

  it('forgets the refusal of an identity that it gave up', () => {
    const facts = { userCode: null, expiresAt: null, fingerprint: null, trouble: null };
    const bench = idle().send({ kind: 'link', refused: 'revoked' });
    bench.send({ kind: 'enrolment', facts }).send({ kind: 'started' });
    expect(bench.kind).toBe('idle');
  });

  it('lets a citizen finish before it needs service', () => {
    const bench = asking().choose(2).send({ kind: 'link', refused: 'revoked' });
    expect(bench.kind).toBe('chosen');
    bench.pass(8_000).send({ kind: 'released', eventId: EVENT_ID }).pass(4_000);
    expect(bench.kind).toBe('needsService');
  });
});

describe('asking', () => {
  it('preselects nothing and ignores a tap that belongs to the screen before', () => {
    const bench = idle().prompt('hub', promptOf('A')).choose(5);
    expect(bench.kind).toBe('asking');
    expect(bench.effects()).toEqual([]);
  });

  it('holds a tapped level at once', () => {
    const bench = asking().choose(4);
    expect(bench.kind).toBe('chosen');
    expect(bench.effects()).toEqual(['hold 4 for 8000 (0 revisions)']);
  });

  it('says "您选择了" only of what is on disk', () => {
    const bench = asking().choose(4);
    expect(bench.state.screen).toMatchObject({ held: false, before: null });
    bench.send({ kind: 'held', eventId: EVENT_ID });
    expect(bench.state.screen).toMatchObject({ held: true, choice: { level: 4 } });
    bench.pass(400).choose(2);
    expect(bench.state.screen).toMatchObject({ held: false, before: { level: 4 } });
  });

  it('warns before it ends untouched, and ends without a rating', () => {
    const bench = asking().pass(44_700);
    expect(isWarning(bench.state, bench.now)).toBe(true);
    bench.pass(15_000);
    expect(bench.kind).toBe('notRated');
    expect(bench.effects()).toEqual(['hub: prompt of A timedOut']);
    expect(bench.pass(4_000).kind).toBe('idle');
  });

  it('gives more time for one tap', () => {
    const bench = asking().pass(50_000).send({ kind: 'extend' }).pass(59_000);
    expect(bench.kind).toBe('asking');
    expect(bench.pass(1_000).kind).toBe('notRated');
  });

  it('records nothing but "not rated" for 暂不评价', () => {
    const bench = asking().send({ kind: 'decline' });
    expect(bench.state.screen).toMatchObject({ kind: 'notRated', ending: 'declined' });
    expect(bench.effects()).toEqual(['hub: prompt of A declined']);
  });

  it('asks again, and says so, when the tap could not be kept', () => {
    const bench = asking().choose(1);
    bench.effects();
    bench.send({ kind: 'storeFailed', eventId: EVENT_ID, step: 'hold' });
    expect(bench.state.screen).toMatchObject({ kind: 'asking', failed: true, revising: null });
    expect(bench.pass(400).choose(1, 'another').effects()).toEqual([
      'hold 1 for 8000 (0 revisions)',
    ]);
  });
});

describe('chosen', () => {
  it('releases after eight seconds, and thanks only when that is on disk', () => {
    const bench = asking().choose(3).pass(7_999);
    expect(bench.effects()).toEqual(['hold 3 for 8000 (0 revisions)']);
    bench.pass(1);
    expect(bench.effects()).toEqual(['release']);
    expect(bench.pass(60_000).kind).toBe('chosen');
    bench.send({ kind: 'released', eventId: EVENT_ID });
    expect(bench.kind).toBe('thanks');
    expect(bench.effects()).toEqual(['hub: prompt of A rated']);
  });

  it('releases at once for 确定, and once only', () => {
    const bench = asking().choose(3).pass(400);
    bench.send({ kind: 'confirm' }).send({ kind: 'confirm' }).choose(1).pass(9_000);
    expect(bench.effects()).toEqual(['hold 3 for 8000 (0 revisions)', 'release']);
  });

  it('makes one rating of two taps in one moment', () => {
    const bench = asking().choose(5).choose(1, 'second finger').choose(5);
    expect(bench.effects()).toEqual(['hold 5 for 8000 (0 revisions)']);
  });

  it('takes another level as 修改, under the same event id', () => {
    const bench = asking().choose(5).pass(400).choose(2, 'unused');
    expect(bench.state.screen).toMatchObject({ choice: { eventId: EVENT_ID, level: 2 } });
    expect(bench.effects()).toEqual([
      'hold 5 for 8000 (0 revisions)',
      'change 2 for 8000 (1 revisions)',
    ]);
  });

  it('goes back for 修改 with the choice kept on disk, which stands if nothing else is chosen', () => {
    const bench = asking().choose(2).pass(400);
    bench.effects();
    bench.send({ kind: 'revise' });
    expect(bench.state.screen).toMatchObject({ kind: 'asking', revising: { level: 2 } });
    expect(bench.effects()).toEqual(['refine 2 for 120000']);
    bench.pass(60_000).send({ kind: 'released', eventId: EVENT_ID });
    expect(bench.kind).toBe('thanks');
    expect(bench.effects()).toEqual(['release', 'hub: prompt of A rated']);
  });

  it('takes the choice back entirely when 修改 is followed by 暂不评价', () => {
    const bench = asking().choose(2).pass(400).send({ kind: 'revise' });
    bench.effects();
    bench.send({ kind: 'decline' });
    expect(bench.effects()).toEqual(['drop', 'hub: prompt of A declined']);
  });

  it('keeps what the row held before when a change could not be written', () => {
    const bench = asking().choose(2).pass(400).choose(4);
    bench.send({ kind: 'storeFailed', eventId: EVENT_ID, step: 'change' });
    expect(bench.state.screen).toMatchObject({ failed: true, revising: { level: 2 } });
  });

  it('tries a failed release again and never thanks for it', () => {
    const bench = asking().choose(2).pass(8_000);
    bench.send({ kind: 'storeFailed', eventId: EVENT_ID, step: 'release' });
    bench.effects();
    expect(bench.state.screen).toMatchObject({ kind: 'chosen', failed: true });
    expect(bench.pass(8_000).effects()).toEqual(['release']);
  });

  it('shows the receipt of this rating and of no other', () => {
    const bench = asking().choose(2).pass(8_000).send({ kind: 'released', eventId: EVENT_ID });
    bench.send({ kind: 'settled', eventId: 'another', receiptCode: 'X' });
    expect(bench.state.screen).toMatchObject({ receiptCode: null });
    bench.send({ kind: 'settled', eventId: EVENT_ID, receiptCode: 'K7M2-9QXD' });
    expect(bench.state.screen).toMatchObject({ receiptCode: 'K7M2-9QXD' });
    expect(bench.pass(4_000).kind).toBe('idle');
  });
});

describe('the five levels', () => {
  it('cost the same taps and the same time from prompt to thanks, whichever is chosen', () => {
    const course = (level: (typeof LEVELS)[number], impatient: boolean) => {
      const bench = asking().choose(level).pass(400);
      if (impatient) bench.send({ kind: 'confirm' });
      bench.pass(9_000).send({ kind: 'released', eventId: EVENT_ID });
      const effects = bench.effects().map((words) => words.replace(/^hold \d/, 'hold'));
      return { kind: bench.kind, now: bench.now, effects };
    };
    fc.assert(
      fc.property(
        fc.constantFrom(...LEVELS),
        fc.constantFrom(...LEVELS),
        fc.boolean(),
        (a, b, c) => {
          expect(course(a, c)).toEqual(course(b, c));
        },
      ),
    );
  });

  it('never come from anything but a tap on one of them (SZ-04)', () => {
    const others = fc.constantFrom<Event>(
      { kind: 'tick' },
      { kind: 'extend' },
      { kind: 'touched' },
      { kind: 'confirm' },
      { kind: 'decline' },
      { kind: 'revise' },
      { kind: 'close' },
      { kind: 'tag', code: '510' },
      { kind: 'indicator', indicator: 'service', level: 5 },
      { kind: 'write', text: '好' },
      { kind: 'linkedCase', index: 0 },
      { kind: 'linkedDone' },
      { kind: 'present', change: { large: true } },
      { kind: 'held', eventId: EVENT_ID },
      { kind: 'released', eventId: EVENT_ID },
      { kind: 'settled', eventId: EVENT_ID, receiptCode: 'X' },
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(others, fc.nat(20_000)), { maxLength: 30 }), (course) => {
        const bench = asking();
        for (const [event, ms] of course) {
          bench.send(event).pass(ms);
          bench.prompt('hub', promptOf(`case ${ms % 3}`));
        }
        const kinds = bench.effects().map((words) => words.split(' ')[0]);
        expect(kinds).not.toContain('hold');
        expect(kinds).not.toContain('release');
      }),
    );
  });

  it('carry their official names, 非常满意 first', () => {
    expect(DISPLAY_ORDER.map(levelName)).toEqual(LEVELS.map((level) => LEVEL_NAMES[level]));
  });
});
