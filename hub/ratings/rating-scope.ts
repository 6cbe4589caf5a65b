import {
  type Level,
  NATIONAL_TAG_LIST,
  NATIONAL_TAG_VERSION,
  NATIONAL_TAGS,
  type Stage,
  type Tag,
} from '../../protocol/index.ts';

/** What a rating says besides its overall level. */
export interface SaidParts {
  business?: Level | undefined;
  tags?: readonly Tag[] | undefined;
}

/** Parts of a rating that do not count, and the rule by which they do not. */
export interface LeftOut {
  rule: string;
  business?: Level;
  /** As `list@version:code`. */
  tags?: string[];
}

/** Stages at which a person's attitude and ability are rated and nothing else. */
const RULE_OF_SERVICE: Readonly<Partial<Record<Stage, string>>> = {
  receipt: 'SZ-18e',
  consultation: 'SZ-15/19',
};

const SERVICE_TAGS = new Set(
  NATIONAL_TAGS.filter(({ indicator }) => indicator === 'service').map(({ code }) => code),
);

/**
 * What of a rating lies outside of its stage: the business indicator, and every tag that is not
 * known to be about service. It does not cost the rater the rating; the rest counts.
 */
export function leftOutOf(stage: Stage, { business, tags = [] }: SaidParts): LeftOut | null {
  const rule = RULE_OF_SERVICE[stage];
  if (rule === undefined) return null;
  const outside = tags.filter((tag) => !isServiceTag(tag)).map(tagLabel);
  if (business === undefined && outside.length === 0) return null;
  return {
    rule,
    ...(business === undefined ? {} : { business }),
    ...(outside.length === 0 ? {} : { tags: outside }),
  };
}

/** The rating with only the parts that count at its stage. */
export function withinScope<T extends SaidParts>(stage: Stage, said: T): T {
  if (leftOutOf(stage, said) === null) return said;
  const { business: _, tags, ...rest } = said;
  const kept = tags?.filter(isServiceTag) ?? [];
  return (kept.length === 0 ? rest : { ...rest, tags: kept }) as T;
}

/**
 * Does it give no level to any case of its invitation (SZ-20b)? The overall level may be left out
 * where a theme is rated by its linked cases alone; naming none of those leaves nothing to count,
 * and a case must not pass as rated by it (SZ-11).
 *
 * @param linked linked cases of the invitation; none but of a theme
 */
export function ratesNothing(
  { caseNo, level, linked: said = [] }: RatedCases,
  linked: Pick<ReadonlySet<string>, 'has'>,
): boolean {
  if (level !== null) return false;
  return linked.has(caseNo) || !said.some((one) => linked.has(one.caseNo));
}

/** Whom a rating gives a level. */
export interface RatedCases {
  caseNo: string;
  level: Level | null;
  linked?: readonly { caseNo: string }[] | undefined;
}

/** Numbers of retired and foreign lists mean other things, so they are known for nothing. */
function isServiceTag({ list, version, code }: Tag): boolean {
  return list === NATIONAL_TAG_LIST && version === NATIONAL_TAG_VERSION && SERVICE_TAGS.has(code);
}

/** How a tag is written where people read it: `list@version:code`. */
export function tagLabel({ list, version, code }: Tag): string {
  return `${list}@${version}:${code}`;
}
