import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LEVELS, type Prompt } from '../../../protocol/index.ts';
import { type Key, pressKey } from './keys.ts';
import { DISPLAY_ORDER } from './parts/levels.ts';
import type { ChosenScreen } from './state.ts';
import { type Bench, EVENT_ID, idle, promptOf } from './testing.ts';

const THEME: Prompt = {
  ...promptOf('T'),
  linkedCases: ['L1', 'L2', 'L3'].map((caseNo) => ({
    caseNo,
    item: { itemCode: 'i', name: caseNo },
  })),
};
const RELEASED = { kind: 'released', eventId: EVENT_ID } as const;

function press(bench: Bench, keys: string): Bench {
  for (const key of keys.split(' ')) {
    const choose = (level: 5 | 4 | 3 | 2 | 1) =>
      void bench.send({ kind: 'choose', level, input: 'key', eventId: EVENT_ID });
    pressKey(bench.state, key as Key, 'key', { act: (event) => void bench.send(event), choose });
    bench.pass(400);
  }
  return bench;
}

const at = (prompt: Prompt) => idle().prompt('hub', prompt).pass(400);

describe('1–5, Enter and Back', () => {
  it('SZ-04: give every level with the same two keys', () => {
    for (const [index, level] of DISPLAY_ORDER.entries()) {
      const bench = press(at(promptOf('A')), `${index + 1} enter`).send(RELEASED);
      expect(bench.kind).toBe('thanks');
      const [first, second] = bench.effects();
      expect(first).toBe(`hold ${level} for 8000 (0 revisions)`);
      expect(second).toBe('release');
    }
    expect(LEVELS).toHaveLength(5);
  });

  it('change a level, and take everything back', () => {
    expect(press(at(promptOf('A')), '1 back 5 enter').send(RELEASED).kind).toBe('thanks');
    expect(press(at(promptOf('A')), '1 back back back').kind).toBe('idle');
  });

  it('pick tags and indicators after the same level twice', () => {
    const bench = press(at(promptOf('A')), '4 4 1 5 4 5 2 5');
    expect(bench.state.screen).toMatchObject({
      page: 'writing',
      choice: { level: 2, details: { business: 4, service: 1 } },
    });
    press(bench, 'back back enter');
    expect(bench.state.screen).toMatchObject({ releasing: true });
  });

  it('say ready sentences after the indicators, take one back, and come to the tags again', () => {
    const bench = press(at(promptOf('A')), '4 4 5 5 4 4 2 4 5 1 4 5');
    expect(bench.state.screen).toMatchObject({ page: 'details', keyed: true });
    const said = () => (bench.state.screen as ChosenScreen).choice.details.text;
    expect(said()).toBe('等候时间太长\n工作人员不耐烦\n说明清楚\n手续繁琐');
    press(bench, '5 5 4 4 2 enter');
    expect(said()).toBe('工作人员不耐烦\n说明清楚\n手续繁琐');
    expect(bench.state.screen).toMatchObject({ releasing: true });
  });

  it('of a keypad beside it never send what is half written on the screen', () => {
    const bench = press(at(promptOf('A')), '4');
    bench.send({ kind: 'page', page: 'writing' });
    expect(press(bench, '1 enter').state.screen).toMatchObject({
      page: 'writing',
      releasing: false,
      choice: { level: 2, details: { text: '' } },
    });
    expect(press(bench, 'back').state.screen).toMatchObject({ page: 'details' });
  });

  it('rate a theme one by one, and then the whole', () => {
    const bench = press(at(THEME), 'enter 5 1 enter enter 5 enter 2 enter').send(RELEASED);
    expect(bench.kind).toBe('thanks');
    expect(bench.state.screen).toMatchObject({
      choice: {
        level: 4,
        details: {
          linked: [
            { caseNo: 'L1', level: 5 },
            { caseNo: 'L3', level: 1 },
          ],
        },
      },
    });
  });

  it('SZ-11, SZ-20b: say why of a linked case, by the same level twice, and change its level', () => {
    const bench = press(at(THEME), 'enter 5 4 4 3 5 2 back');
    const said = () => {
      const { screen } = bench.state;
      return screen.kind === 'linked' ? screen.choice?.details.linked : null;
    };
    expect(said()).toEqual([{ caseNo: 'L1', level: 2, tags: ['209', '212'] }]);
    expect(press(bench, 'back').state.screen).toMatchObject({ page: 'level', index: 0 });
    press(bench, '2 enter');
    expect(said()).toEqual([{ caseNo: 'L1', level: 4, tags: [] }]);
    expect(bench.state.screen).toMatchObject({ page: 'level', index: 1 });
  });

  it('name a row of the list, and a language', () => {
    const bench = at(THEME).send({ kind: 'panel', panel: { kind: 'cases', page: 0 } });
    expect(press(bench, '3').state.screen).toMatchObject({ kind: 'linked', index: 2 });
    bench.send({ kind: 'panel', panel: { kind: 'languages' } });
    expect(press(bench, '4').state).toMatchObject({
      panel: null,
      presentation: { language: 'en' },
    });
  });

  it('set letters, contrast, voice and language before anything is chosen, and on an idle screen', () => {
    const bench = press(at(promptOf('A')), 'enter 1 enter 2 enter 3 enter 4 4');
    const set = { large: true, contrast: true, voice: true, language: 'en' };
    expect(bench.state).toMatchObject({ panel: null, presentation: set });
    press(bench, 'enter 1');
    expect(bench.state.presentation.large).toBe(false);
    expect(press(bench, '2').state.screen).toMatchObject({ kind: 'chosen', choice: { level: 4 } });
    const prepared = press(idle(), 'enter enter 1').prompt('hub', promptOf('B'));
    expect(prepared.state).toMatchObject({ presentation: { large: true } });
  });

  it('leave the tools by Enter and Back, and find the list of a batch behind them', () => {
    for (const leave of ['enter', 'back']) {
      expect(press(at(promptOf('A')), `enter 5 ${leave}`).state).toMatchObject({
        panel: null,
        screen: { kind: 'asking' },
      });
    }
    const caseNos = Array.from({ length: 12 }, (_, index) => `B${index}`);
    const batch = { declarationNo: 'D', caseNos, count: 12 };
    const bench = press(at({ ...promptOf('B0'), batch }), 'enter 5 enter');
    expect(bench.state.panel).toEqual({ kind: 'cases', page: 1 });
    expect(press(bench, 'back').state).toMatchObject({ panel: null, screen: { kind: 'asking' } });
  });

  it('say first that somebody is still here, when the screen warns', () => {
    const bench = at(promptOf('A')).pass(50_000);
    expect(press(bench, 'enter').state.panel).toBeNull();
    expect(bench.pass(55_000).kind).toBe('asking');
    expect(press(at(promptOf('A')), 'enter').state.panel).toEqual({ kind: 'tools' });
  });

  it('of a keypad whose keys bear the levels open nothing that takes those for numbers', () => {
    const bench = at(promptOf('A'));
    const choose = (level: 5 | 4 | 3 | 2 | 1) => void bench.choose(level);
    pressKey(bench.state, 'enter', 'serial', { act: (event) => void bench.send(event), choose });
    expect(bench.state).toMatchObject({ panel: null, screen: { kind: 'asking', touched: true } });
  });

  it('never end in a place without a way on', () => {
    const keys = fc.constantFrom('1', '2', '3', '4', '5', 'enter', 'back');
    const prompts = fc.constantFrom(promptOf('A'), THEME, { ...promptOf('R'), stage: 'receipt' });
    fc.assert(
      fc.property(prompts, fc.array(keys, { maxLength: 25 }), (prompt, course) => {
        const bench = at(prompt as Prompt);
        if (course.length > 0) press(bench, course.join(' '));
        bench.pass(200_000).send(RELEASED).pass(60_000);
        expect(bench.kind).toBe('idle');
      }),
    );
  });
});
