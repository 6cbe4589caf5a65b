import { describe, expect, it } from 'vitest';
import { LEVELS } from '../../../protocol/index.ts';
import { clipsOf, isPersonal } from '../voice/order.ts';
import { phrasesOf as recordings } from '../voice/phrases.ts';
import { panelPhrases, phrasesOf, pickedJustNow, picksOf, warningOf } from './phrases.ts';
import { asking, type Bench, EVENT_ID } from './testing.ts';

const said = ({ state }: Bench) => phrasesOf(state.screen, state.presentation.language);

describe('what a screen says aloud', () => {
  it('is the question and each level with its key, in the displayed order', () => {
    const phrases = said(asking());
    expect(phrases[0]).toBe('askCompletion');
    const [, spelled, level] = phrases.slice(1);
    expect([spelled, level]).toEqual([{ spell: '1' }, 'level5']);
  });

  it('SZ-16: has the case and the code of the receipt for headphones alone, and no name', () => {
    for (const level of LEVELS) {
      const bench = asking();
      const screens = [bench.state.screen];
      bench.choose(level).send({ kind: 'held', eventId: EVENT_ID });
      screens.push(bench.state.screen);
      bench.pass(8_000).send({ kind: 'released', eventId: EVENT_ID });
      bench.send({ kind: 'settled', eventId: EVENT_ID, receiptCode: 'K7M2-9QXD' });
      screens.push(bench.state.screen);
      const phrases = screens.flatMap((screen) => phrasesOf(screen, 'zh-CN'));
      for (const clip of clipsOf(phrases, false)) {
        expect(clip).toMatch(/^(sign[1-5]|(?!sign)[a-zA-Z]+[1-5]?)$/);
      }
      expect(phrases.filter((phrase) => isPersonal([phrase]))).toEqual([
        { onlyHeadphones: ['caseNo', { spell: 'A' }] },
        { onlyHeadphones: ['receipt', { spell: 'K7M2-9QXD' }] },
      ]);
      expect(clipsOf(phrases, true)).toEqual(expect.arrayContaining(['caseNo', 'signA', 'signK']));
    }
  });

  it('of the tools and the languages names their keys', () => {
    const { screen } = asking().state;
    const named = (kind: 'tools' | 'languages') => clipsOf(panelPhrases({ kind }, screen), false);
    expect(named('tools').slice(0, 6)).toEqual([
      ...['press', 'sign1', 'large', 'press', 'sign2', 'contrast'],
    ]);
    expect(named('languages').slice(-4)).toEqual(['press', 'sign4', 'english', 'enterCloses']);
    expect(panelPhrases({ kind: 'setup' }, screen)).toEqual([]);
    for (const clip of [...named('tools'), ...named('languages')]) {
      expect([...recordings('zh-CN').keys()]).toContain(clip);
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
