import { describe, expect, it } from 'vitest';
import { LEVELS, LIMITS, NATIONAL_TAGS, RatingBodySchema } from '../../../protocol/index.ts';
import {
  bodyOfDetails,
  NO_DETAILS,
  ofAnotherLevel,
  tagsOffered,
  withIndicator,
  withLinked,
  withTag,
} from './details.ts';

const tag = (code: string) => {
  const found = NATIONAL_TAGS.find((each) => each.code === code);
  if (found === undefined) throw new Error(`no tag ${code}`);
  return found;
};

describe('the details of a rating', () => {
  it('SZ-11: offer all tags of the level, business before service', () => {
    for (const level of LEVELS) {
      const offered = tagsOffered({ stage: 'completion' }, level, NO_DETAILS);
      expect(offered).toHaveLength(8);
      const kinds = offered.map(({ indicator }) => indicator);
      expect(kinds).toEqual([...kinds].sort());
    }
  });

  it('SZ-18e: offer service tags alone at receipt', () => {
    const offered = tagsOffered({ stage: 'receipt' }, 2, { ...NO_DETAILS, business: 2 });
    expect(offered.map(({ code }) => code)).toEqual(['213', '214']);
  });

  it('SZ-11: offer the tags of an indicator at its own level', () => {
    const offered = tagsOffered({ stage: 'completion' }, 5, { ...NO_DETAILS, service: 1 });
    expect(offered.map(({ code }) => code)).toContain('115');
    expect(offered.map(({ code }) => code)).not.toContain('517');
  });

  it("SZ-11: a tag sets its indicator's level if that is unset, and only then", () => {
    const ticked = withTag(NO_DETAILS, tag('213'));
    expect(ticked).toMatchObject({ service: 2, business: null, tags: ['213'] });
    expect(withTag({ ...NO_DETAILS, service: 4 }, tag('413')).service).toBe(4);
    expect(withTag(ticked, tag('213')).tags).toEqual([]);
  });

  it('take no more tags than a rating may have', () => {
    const full = NATIONAL_TAGS.slice(0, LIMITS.ratingTags).reduce(withTag, NO_DETAILS);
    expect(withTag(full, tag('115')).tags).toHaveLength(LIMITS.ratingTags);
  });

  it('drop the tags of an indicator whose level changes, and no others', () => {
    const ticked = [tag('207'), tag('213')].reduce(withTag, NO_DETAILS);
    expect(withIndicator(ticked, 'service', 5)).toMatchObject({
      business: 2,
      service: 5,
      tags: ['207'],
    });
  });

  it('keep words and linked cases when the overall level changes', () => {
    const said = withLinked({ ...withTag(NO_DETAILS, tag('207')), text: '慢' }, 'L1', 4);
    expect(ofAnotherLevel(said)).toEqual({ ...NO_DETAILS, text: '慢', linked: said.linked });
  });

  it('say in the body what was said, in its own list, and nothing that was left open', () => {
    expect(bodyOfDetails(NO_DETAILS)).toEqual({});
    const said = withLinked(withTag({ ...NO_DETAILS, text: '排队久' }, tag('209')), 'L1', 1);
    const body = bodyOfDetails(said);
    expect(body).toEqual({
      business: 2,
      tags: [{ list: 'national', version: 2, code: '209' }],
      text: '排队久',
      linked: [{ caseNo: 'L1', level: 1 }],
    });
    const { tags, text, linked } = RatingBodySchema.shape;
    expect(tags.safeParse(body.tags).success).toBe(true);
    expect(text.safeParse(body.text).success).toBe(true);
    expect(linked.safeParse(body.linked).success).toBe(true);
  });
});
