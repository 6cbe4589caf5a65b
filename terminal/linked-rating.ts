import type { Level, LinkedRating } from '../protocol/index.ts';
import { LIMITS } from '../protocol/limits.ts';
import { NATIONAL_TAG_LIST, NATIONAL_TAG_VERSION } from '../protocol/tags.ts';

/** What is said about one linked case of a theme (SZ-20b). */
export interface LinkedDetail {
  caseNo: string;
  level: Level;
  /** Codes of the active national list. */
  tags: readonly string[];
}

/** As a rating says it; nothing of what was left open. */
export function linkedBody(linked: readonly LinkedDetail[]): LinkedRating[] {
  return linked.map(({ caseNo, level, tags }) => ({
    caseNo,
    level,
    ...(tags.length > 0 && { tags: tags.map(nationalTag) }),
  }));
}

/** Do they fit into one rating, whatever else it says? */
export function fitsRating(linked: readonly LinkedDetail[]): boolean {
  if (linked.length > LIMITS.linkedRatings) return false;
  const { length } = new TextEncoder().encode(JSON.stringify(linkedBody(linked)));
  return length <= LIMITS.linkedBytes;
}

/** A tag more or less, where it fits. */
export function withLinkedTag(
  linked: readonly LinkedDetail[],
  caseNo: string,
  code: string,
): readonly LinkedDetail[] {
  const changed = linked.map((one) => {
    if (one.caseNo !== caseNo) return one;
    const others = one.tags.filter((tag) => tag !== code);
    return { ...one, tags: others.length < one.tags.length ? others : [...one.tags, code] };
  });
  return fitsRating(changed) ? changed : linked;
}

/** A tag of the list that is active today, as the wire names it. */
export function nationalTag(code: string) {
  return { list: NATIONAL_TAG_LIST, version: NATIONAL_TAG_VERSION, code };
}
