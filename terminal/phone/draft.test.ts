import { describe, expect, it } from 'vitest';
import {
  bodyOf,
  type Draft,
  EMPTY_DRAFT,
  indicatorLevel,
  isNegativeDraft,
  isSayingSomething,
  type OpenView,
  tagsFor,
  tagsForLinked,
  withIndicator,
  withLevel,
  withLinked,
  withTag,
  withTagOfLinked,
  withText,
} from './draft.ts';

const VIEW: OpenView = {
  state: 'open',
  rule: 'SZ-17a',
  message: '',
  stage: 'completion',
  caseNo: 'C-1',
  item: { itemCode: 'i', name: '居住证签注' },
  indicators: ['overall', 'business', 'service'],
  lastDay: '2026-11-29',
  closesAt: '2026-11-30T00:00:00+08:00',
  handlingWorkingDays: 10,
};
const RECEIPT: OpenView = { ...VIEW, stage: 'receipt', indicators: ['overall', 'service'] };
const codes = (draft: Draft) => (bodyOf(draft, VIEW, 'zh-CN').tags ?? []).map(({ code }) => code);

describe('what a citizen says on a phone', () => {
  it('SZ-11: a tag sets the level of its indicator, and only while there is none by hand', () => {
    const tagged = withTag(withLevel(EMPTY_DRAFT, 4), '413');
    expect(indicatorLevel(tagged, 'service')).toBe(4);
    expect(indicatorLevel(tagged, 'business')).toBeNull();
    expect(bodyOf(tagged, VIEW, 'zh-CN')).toMatchObject({ level: 4, service: 4 });
    expect(bodyOf(withTag(tagged, '413'), VIEW, 'zh-CN')).not.toHaveProperty('service');
  });

  it('SZ-11: tags are those of the indicator and its level; others fall away with it', () => {
    const draft = withTag(withTag(withLevel(EMPTY_DRAFT, 1), '108'), '115');
    expect(codes(draft)).toEqual(['108', '115']);
    const milder = withIndicator(draft, 'business', 3);
    expect(codes(milder)).toEqual(['115']);
    expect(tagsFor(milder, 'business').every(({ level }) => level === 3)).toBe(true);
    expect(codes(withLevel(milder, 5))).toEqual([]);
    expect(codes(withTag(draft, '517'))).toEqual(['108', '115']);
  });

  it('SZ-11: an indicator is optional: the same level again takes it back', () => {
    const draft = withIndicator(withLevel(EMPTY_DRAFT, 5), 'service', 2);
    expect(bodyOf(draft, VIEW, 'zh-CN')).toMatchObject({ level: 5, service: 2 });
    const without = withIndicator(draft, 'service', 2);
    expect(bodyOf(without, VIEW, 'zh-CN')).not.toHaveProperty('service');
  });

  it('SZ-11: words are counted as code points, and carry no control characters', () => {
    const draft = withText(withLevel(EMPTY_DRAFT, 5), '𬭎'.repeat(600));
    expect([...draft.text]).toHaveLength(500);
    const said = withText(draft, ' 好\u0000的\n谢谢\t ');
    expect(bodyOf(said, VIEW, 'zh-CN').text).toBe('好 的\n谢谢');
    expect(bodyOf(withText(said, ' \n '), VIEW, 'zh-CN')).not.toHaveProperty('text');
  });

  it('SZ-18e: nothing about the business is sent at receipt', () => {
    const draft = withTag(withTag(withLevel(EMPTY_DRAFT, 2), '207'), '214');
    const body = bodyOf(withIndicator(draft, 'business', 2), RECEIPT, 'zh-CN');
    expect(body).toMatchObject({ level: 2, service: 2, tags: [{ code: '214' }] });
    expect(body).not.toHaveProperty('business');
  });

  it('SZ-20b: linked cases may be all there is, and no more than a rating carries', () => {
    expect(isSayingSomething(EMPTY_DRAFT)).toBe(false);
    const one = withLinked(EMPTY_DRAFT, 'L-1', 2);
    expect(isSayingSomething(one)).toBe(true);
    expect(isSayingSomething(withLinked(one, 'L-1', 2))).toBe(false);
    expect(bodyOf(one, VIEW, 'en')).toMatchObject({ level: null, linked: [{ caseNo: 'L-1' }] });
    let many = one;
    for (let i = 2; i < 100; i++) many = withLinked(many, `L-${i}`, 3);
    expect(many.linked).toHaveLength(60);
    expect(withLinked(many, 'L-1', 5).linked).toContainEqual({
      ...{ caseNo: 'L-1', level: 5, tags: [] },
    });
  });

  it('SZ-20b, SZ-11: tags of a linked case are of its own level, and fall away with it', () => {
    const rated = withLinked(withLinked(EMPTY_DRAFT, 'L-1', 2), 'L-2', 5);
    expect(tagsForLinked(2).map(({ code }) => code)).toContain('209');
    const tagged = withTagOfLinked(withTagOfLinked(rated, 'L-1', '209'), 'L-1', '213');
    expect(bodyOf(withTagOfLinked(tagged, 'L-1', '213'), VIEW, 'zh-CN').linked).toEqual([
      { caseNo: 'L-1', level: 2, tags: [{ list: 'national', version: 2, code: '209' }] },
      { caseNo: 'L-2', level: 5 },
    ]);
    expect(bodyOf(withLinked(tagged, 'L-1', 3), VIEW, 'zh-CN').linked).toContainEqual({
      ...{ caseNo: 'L-1', level: 3 },
    });
  });

  it('SZ-21a: anything negative in it will be dealt with', () => {
    const good = withLevel(EMPTY_DRAFT, 4);
    expect(isNegativeDraft(good)).toBe(false);
    expect(isNegativeDraft(withIndicator(good, 'service', 2))).toBe(true);
    expect(isNegativeDraft(withLinked(good, 'L-1', 1))).toBe(true);
  });

  it('counts a changed level as a revision, and the same one not', () => {
    const draft = withLevel(withLevel(withLevel(EMPTY_DRAFT, 4), 4), 1);
    expect(bodyOf(draft, VIEW, 'zh-CN')).toMatchObject({ level: 1, revisions: 1 });
  });

  it('SZ-10: says in which order the levels stood', () => {
    const { displayOrder } = bodyOf(withLevel(EMPTY_DRAFT, 4), VIEW, 'zh-HK');
    expect(displayOrder).toEqual([5, 4, 3, 2, 1]);
  });
});
