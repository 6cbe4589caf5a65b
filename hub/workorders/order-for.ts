import type { Level, RatingBody } from '../../protocol/index.ts';

/** One indicator of one case, as it was rated. */
export interface RatedPart {
  caseNo: string;
  indicator: 'overall' | 'business' | 'service';
  level: Level;
  itemCode: string;
  staffNo: string;
}

export interface RatedParts {
  standing: string;
  /** Only what a person said in earnest makes an order. */
  origin: 'rater' | 'default' | 'test';
  parts: readonly RatedPart[];
  /** All cases of a batch, which share the parts; absent for a plain or a theme rating. */
  batch?: readonly string[];
}

/** What a work order is about. */
export interface OrderSubject {
  caseNos: string[];
  /** Only what was rated negatively. */
  parts: RatedPart[];
}

/**
 * What one rating makes a work order of, or null (SZ-21a): any indicator at or below
 * `negativeUpTo` of a rating that counts. A batch makes one order naming all its cases; a theme
 * one order naming its negative parts. A default (SZ-17b), a test, an unmatched, refused or forged
 * rating makes none.
 */
export function orderFor(rated: RatedParts, negativeUpTo: Level): OrderSubject | null {
  if (rated.origin !== 'rater' || !hasOrder(rated.standing)) return null;
  const parts = rated.parts.filter(({ level }) => level <= negativeUpTo);
  if (parts.length === 0) return null;
  return { caseNos: [...new Set(rated.batch ?? parts.map(({ caseNo }) => caseNo))], parts };
}

/** A rating not adopted stays in the figures of its hall, and its order goes on (SZ-22a). */
export function hasOrder(standing: string): boolean {
  return standing === 'counted' || standing === 'notAdopted';
}

/** Where a part of a rating belongs. */
interface About {
  itemCode: string;
  staffNo: string;
}

/**
 * The parts of a rating: the indicators of its own case, and the linked cases of a theme that were
 * rated one by one (SZ-20b).
 */
export function partsOf(
  body: Pick<RatingBody, 'caseNo' | 'level' | 'business' | 'service' | 'linked'>,
  about: About,
  linkedAbout: (caseNo: string) => About = () => about,
): RatedPart[] {
  const { caseNo, level, business, service, linked = [] } = body;
  const own = { overall: level ?? undefined, business, service };
  const parts = INDICATORS.flatMap((indicator) => {
    const said = own[indicator];
    return said === undefined ? [] : [partOf(indicator, caseNo, said, about)];
  });
  const others = linked.map((one) =>
    partOf('overall', one.caseNo, one.level, linkedAbout(one.caseNo)),
  );
  return [...parts, ...others];
}

const INDICATORS = ['overall', 'business', 'service'] as const;

function partOf(
  indicator: RatedPart['indicator'],
  caseNo: string,
  level: Level,
  { itemCode, staffNo }: About,
): RatedPart {
  return { caseNo, indicator, level, itemCode, staffNo };
}

/** Is any part of it negative? Asked of every rating, before anything is put together. */
export function isAnyNegative(
  {
    level,
    business,
    service,
    linked,
  }: Pick<RatingBody, 'level' | 'business' | 'service' | 'linked'>,
  negativeUpTo: Level,
): boolean {
  const negative = (one: Level | null | undefined) => one != null && one <= negativeUpTo;
  return (
    negative(level) ||
    negative(business) ||
    negative(service) ||
    (linked?.some((one) => negative(one.level)) ?? false)
  );
}
