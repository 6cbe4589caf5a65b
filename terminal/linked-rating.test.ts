import { describe, expect, it } from 'vitest';
import { LEVELS, LIMITS, NATIONAL_TAGS, type Rating, RatingSchema } from '../protocol/index.ts';
import {
  fitsRating,
  type LinkedDetail,
  linkedBody,
  nationalTag,
  withLinkedTag,
} from './linked-rating.ts';

const codes = NATIONAL_TAGS.map(({ code }) => code);
const caseNo = (index: number) => String(index).padStart(LIMITS.caseNo, '4');
const untagged = (count: number): LinkedDetail[] =>
  Array.from({ length: count }, (_, index) => ({ caseNo: caseNo(index), level: 1, tags: [] }));

/** As many tags as are taken. */
function tagged(linked: readonly LinkedDetail[]): readonly LinkedDetail[] {
  const wanted = linked.flatMap((one) => codes.slice(0, 16).map((code) => [one.caseNo, code]));
  return wanted.reduce((all, [of = '', code = '']) => withLinkedTag(all, of, code), linked);
}

/** With everything at its longest. */
function longest(linked: readonly LinkedDetail[]): Rating {
  const id = '0193541c-9d5b-7e52-8a3b-0c6f5f0a7b33';
  return RatingSchema.parse({
    version: 1,
    ...{ terminalId: 't'.repeat(48), eventId: id, bootId: id, seq: Number.MAX_SAFE_INTEGER },
    ...{ deviceTime: '2026-11-22T09:30:00.000+08:00', clockOffsetMs: -31_536_000_000 },
    signature: 's'.repeat(86),
    body: {
      ...{ caseNo: caseNo(0), stage: 'consultation', invitationId: id, promptId: id },
      ...{ level: 1, business: 1, service: 1, tags: codes.slice(0, 16).map(nationalTag) },
      ...{ text: '𬭎'.repeat(LIMITS.ratingText), linked: linkedBody(linked) },
      ...{ channel: 'evaluator', input: 'simulated', displayOrder: LEVELS, language: 'zh-CN' },
      revisions: 1_000,
    },
  });
}

const bytesOf = (rating: Rating) => new TextEncoder().encode(JSON.stringify(rating)).length;

describe('the linked cases of a rating', () => {
  it('SZ-20b: fit into one message with everything else at its longest, tags among them', () => {
    for (const count of [1, 5, 30, LIMITS.linkedRatings]) {
      expect(bytesOf(longest(tagged(untagged(count))))).toBeLessThanOrEqual(LIMITS.payloadBytes);
    }
  });

  it('have room for every level that may be given, and no more', () => {
    expect(fitsRating(untagged(LIMITS.linkedRatings))).toBe(true);
    expect(fitsRating(untagged(LIMITS.linkedRatings + 1))).toBe(false);
  });

  it('have room for all eight tags of a level in a theme of five', () => {
    const linked = tagged(untagged(5));
    expect(linked.every(({ tags }) => tags.length >= 8)).toBe(true);
  });

  it('say a tag once, and take it back', () => {
    const one = withLinkedTag(untagged(2), caseNo(1), '108');
    expect(linkedBody(one)).toEqual([
      { caseNo: caseNo(0), level: 1 },
      { caseNo: caseNo(1), level: 1, tags: [nationalTag('108')] },
    ]);
    expect(withLinkedTag(one, caseNo(1), '108')).toEqual(untagged(2));
  });
});
