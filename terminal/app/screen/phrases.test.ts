import { describe, expect, it } from 'vitest';
import { LEVELS } from '../../../protocol/index.ts';
import { phrasesOf } from './phrases.ts';
import { asking, EVENT_ID } from './testing.ts';

describe('what a screen says aloud', () => {
  it('is the question and each level with its key, in the displayed order', () => {
    const said = phrasesOf(asking().state.screen);
    expect(said[0]).toBe('askCompletion');
    const [, spelled, level] = said.slice(1);
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
      for (const phrase of screens.flatMap(phrasesOf)) {
        if (typeof phrase === 'string') expect(phrase).toMatch(/^[a-zA-Z]+[1-5]?$/);
        else expect(phrase).toEqual({ spell: expect.stringMatching(/^[1-5]$/) });
      }
    }
  });

  it('of a chosen level is as long for all five, but for what happens after a negative one', () => {
    const lengths = LEVELS.map((level) => {
      const bench = asking().choose(level).send({ kind: 'held', eventId: EVENT_ID });
      return phrasesOf(bench.state.screen).length;
    });
    expect(lengths).toEqual([6, 6, 6, 7, 7]);
  });

  it('is nothing while it is not on disk', () => {
    expect(phrasesOf(asking().choose(2).state.screen)).toEqual([]);
  });
});
