import type { RatedPlace } from './figure.ts';

/** What moves the counters for one rating or default: a group each, and by how much. */
export interface Contribution {
  place: RatedPlace;
  /** 0 when nothing can be said of a level. */
  level: number;
  amount: Amount;
}

/** One batch rating of N cases is one rating and N cases (SZ-20a). */
export interface Amount {
  ratings: number;
  cases: number;
}

/** What a rating says, as far as the figures go. */
export interface RatedLevels {
  caseNo: string;
  level: number | null;
  linked: readonly { caseNo: string; level: number }[];
}

/** The invitation it is counted for. */
export interface RatedInvitation {
  place: RatedPlace;
  /** Cases that this one invitation is for; of a theme, the theme itself. */
  cases: number;
  /** Linked cases of a theme, with where each belongs. */
  linked: ReadonlyMap<string, RatedPlace>;
}

/**
 * What one counted rating adds to the figures. SZ-20a: a batch rating is stored once and stands
 * for all its cases. SZ-20b: a theme's overall level counts for the theme, each linked level for
 * its own item; with linked levels alone no overall figure is invented. A rating of a linked case
 * itself speaks for that case alone.
 */
export function contributionsOf(said: RatedLevels, about: RatedInvitation): Contribution[] {
  const own = about.linked.get(said.caseNo);
  if (own !== undefined) return said.level === null ? [] : [contribution(own, said.level, 1)];
  const overall = said.level === null ? [] : [contribution(about.place, said.level, about.cases)];
  const seen = new Set<string>();
  const linked = said.linked.flatMap(({ caseNo, level }) => {
    const place = about.linked.get(caseNo);
    if (place === undefined || seen.has(caseNo)) return [];
    seen.add(caseNo);
    return [contribution(place, level, 1)];
  });
  return [...overall, ...linked];
}

/** What a rating that counts for no case adds: one rating, nobody's case. */
export function uncountedContribution(place: RatedPlace, level: number | null): Contribution {
  return contribution(place, level ?? 0, 0);
}

/** What a default rating adds (SZ-17b): one, for every case of its invitation. */
export function defaultContribution(about: RatedInvitation, level: number): Contribution {
  return contribution(about.place, level, about.cases);
}

function contribution(place: RatedPlace, level: number, cases: number): Contribution {
  return { place, level, amount: { ratings: 1, cases } };
}
