import { beforeAll, describe, expect, it } from 'vitest';
import { lexiconOf } from './lexicon.ts';
import * as data from './lexicon-data.ts';
import { DOMAIN_PHRASES } from './phrases.ts';
import { Pinyin } from './pinyin.ts';

let pinyin: Pinyin;
beforeAll(() => {
  pinyin = new Pinyin(lexiconOf(data));
});

const texts = (letters: string) => pinyin.candidatesOf(letters).map(({ text }) => text);

describe('pinyin', () => {
  it.each([
    ['wo', '我'],
    ['fuwutaidu', '服务态度'],
    ['taidu', '态度'],
    ['cailiao', '材料'],
    ['chuangkou', '窗口'],
    ['denghou', '等候'],
    ['paidui', '排队'],
    ['lvse', '绿色'],
    ['yinhang', '银行'],
    ['chongqing', '重庆'],
    ['zhongyao', '重要'],
  ])('%s means %s first', (letters, text) => {
    expect(texts(letters)[0]).toBe(text);
  });

  it.each([
    ['fwtd', '服务态度'],
    ['fuwtd', '服务态度'],
    ['ckry', '窗口人员'],
    ['xxjd', '谢谢'],
    ['paidu', '排队'],
    ['dhsjtc', '等候时间太长'],
    ['zwfw', '政务服务'],
    ['shhui', '社会'],
  ])('%s, by initials or unfinished, offers %s', (letters, text) => {
    expect(texts(letters).some((one) => one.startsWith(text))).toBe(true);
  });

  it('parts letters into syllables by what is likely, and where the writer says', () => {
    expect(texts('xian')).toContain('先');
    expect(texts("xi'an")[0]).toBe('西安');
    expect(texts("xi'an")).not.toContain('先');
    expect(texts('fangan')).toContain('方案');
  });

  it('puts whole sentences together', () => {
    expect(texts('gongzuorenyuantaiduhenhao')[0]).toBe('工作人员态度很好');
    expect(texts('denghoushijiantaichang')[0]).toBe('等候时间太长');
  });

  it('offers shorter words and characters, each with what it uses up', () => {
    const found = pinyin.candidatesOf('cailiaotaiduo');
    expect(found.find(({ text }) => text === '材料')).toEqual({ text: '材料', used: 7 });
    expect(found.find(({ text }) => text === '才')).toEqual({ text: '才', used: 3 });
    expect(found.every(({ used }) => used > 0 && used <= 13)).toBe(true);
  });

  it.each([
    ['yan', '䶮'],
    ['jie', '㛃'],
    ['hong', '𬭎'],
    ['yi', '𫖮'],
    ['zhe', '喆'],
  ])('at %s, far behind, there is %s, as in rare names', (letters, letter) => {
    expect(texts(letters)).toContain(letter);
  });

  it('knows every phrase of the domain by its initials or its letters', () => {
    expect(DOMAIN_PHRASES.length).toBeGreaterThan(200);
    expect(data.PHRASES.split(' ').map((told) => told.split('=')[0])).toEqual(DOMAIN_PHRASES);
  });

  it.each(['', "'", 'vvvv', 'iii', 'a'.repeat(500), 'zhshchzhshch', '䶮', 'q1'])(
    'takes %j without harm and soon',
    (letters) => {
      const start = performance.now();
      for (const { used } of pinyin.candidatesOf(letters)) expect(used).toBeGreaterThan(0);
      expect(performance.now() - start).toBeLessThan(500);
    },
  );
});
