import { describe, expect, it } from 'vitest';
import { LEVELS } from '../../../protocol/index.ts';
import { phrasesOf as recordings } from '../voice/phrases.ts';
import { phrasesOf, pickedJustNow, picksOf, warningOf } from './phrases.ts';
import { asking, type Bench, EVENT_ID } from './testing.ts';

const said = ({ state }: Bench) => phrasesOf(state.screen, state.presentation.language);

describe('what a screen says aloud', () => {
  it('is the question and each level with its key, in the displayed order', () => {
    const phrases = said(asking());
    expect(phrases[0]).toBe('askCompletion');
    const [, spelled, level] = phrases.slice(1);
    expect([spelled, level]).toEqual([{ spell: '1' }, 'level5']);
  });

  it('never has a name or a number of a case in it', () => {
    for (const level of LEVELS) {
      const bench = asking();
      const screens = [bench.state.screen];
      bench.choose(level).send({ kind: 'held', eventId: EVENT_ID });
      screens.push(bench.state.screen);
      bench.pass(8_000).send({ kind: 'released', eventId: EVENT_ID });
      screens.push(bench.state.screen);
      for (const phrase of screens.flatMap((screen) => phrasesOf(screen, 'zh-CN'))) {
        if (typeof phrase === 'string') expect(phrase).toMatch(/^[a-zA-Z]+[1-5]?$/);
        else expect(phrase).toEqual({ spell: expect.stringMatching(/^[1-5]$/) });
      }
    }
  });

  it('of a chosen level is as long for all five, but for what happens after a negative one', () => {
    const lengths = LEVELS.map((level) => {
      const bench = asking().choose(level).send({ kind: 'held', eventId: EVENT_ID });
      return said(bench).length;
    });
    expect(lengths).toEqual([6, 6, 6, 7, 7]);
  });

  it('is nothing while it is not on disk', () => {
    expect(said(asking().choose(2))).toEqual([]);
  });

  it('names what the keys pick, and first what was picked or taken back just now', () => {
    const bench = asking().choose(2).send({ kind: 'held', eventId: EVENT_ID }).pass(400);
    const before = picksOf(bench.state.screen, 'zh-CN');
    bench.send({ kind: 'keyed', keyed: true }).send({ kind: 'tag', code: '209' });
    const after = picksOf(bench.state.screen, 'zh-CN');
    expect(said(bench).slice(0, 4)).toEqual(['tags', 'press', { spell: '1' }, 'tag207']);
    expect(pickedJustNow(before, after)).toEqual(['tag209', 'chosen']);
    expect(pickedJustNow(after, before)).toEqual(['tag209', 'cleared']);
    expect(pickedJustNow(after, null)).toEqual([]);
    bench.send({ kind: 'page', page: 'indicators' });
    expect(said(bench).slice(0, 3)).toEqual(['business', 'press', { spell: '1' }]);
    bench.send({ kind: 'page', page: 'writing' });
    expect(said(bench).slice(0, 3)).toEqual(['press', { spell: '1' }, 'sentence1']);
  });

  it('is recorded, all of it', () => {
    const bench = asking();
    const spoken = [warningOf(bench.state.screen), said(bench)];
    bench.choose(2).send({ kind: 'held', eventId: EVENT_ID }).pass(400);
    spoken.push(said(bench));
    bench.send({ kind: 'keyed', keyed: true });
    for (const page of ['details', 'indicators', 'writing'] as const) {
      bench.send({ kind: 'page', page });
      spoken.push(said(bench));
      bench.send({ kind: 'tagPage', page: 1 });
      spoken.push(said(bench));
    }
    const clips = spoken.flat().filter((phrase) => typeof phrase === 'string');
    expect(clips.length).toBeGreaterThan(60);
    for (const clip of clips) expect([...recordings('zh-CN').keys()]).toContain(clip);
  });
});
