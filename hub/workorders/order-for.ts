import type { Level } from '../../protocol/index.ts';

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

/** The parts of a rating of a single case. */
export function partsOf(
  body: { caseNo: string; level: Level; business?: Level | undefined; service?: Level | undefined },
  about: { itemCode: string; staffNo: string },
): RatedPart[] {
  const { caseNo, level, business, service } = body;
  const { itemCode, staffNo } = about;
  const part = (indicator: RatedPart['indicator'], level: Level): RatedPart => ({
    caseNo,
    indicator,
    level,
    itemCode,
    staffNo,
  });
  const parts = [part('overall', level)];
  if (business !== undefined) parts.push(part('business', business));
  if (service !== undefined) parts.push(part('service', service));
  return parts;
}
