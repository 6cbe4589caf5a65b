import { dayOf } from './days.ts';
import type { Figure, HallFacts, Invitation, Place, RatingFact, Ruling, Verdict } from './facts.ts';

/** Every counter as it should stand (SZ-23a). */
export function figuresOf(facts: HallFacts, ruling: Omit<Ruling, 'figures'>): Figure[] {
  const lines = [
    ...facts.ratings.flatMap((fact) => ratingLines(fact, facts, ruling.verdicts)),
    ...ruling.invitations.flatMap(defaultLines),
  ];
  return sum(lines);
}

function ratingLines(
  { rating }: RatingFact,
  { terminals }: HallFacts,
  verdicts: Ruling['verdicts'],
): Figure[] {
  const verdict = verdicts.get(rating.eventId);
  if (verdict === undefined) throw new Error(`nobody judged ${rating.eventId}`);
  const { invitation, standing } = verdict;
  const { caseNo, level, channel } = rating.body;
  const about = { day: dayOf(verdict.tappedAt), channel, kind: kindOf(verdict), ratings: 1 };
  const line = (place: Place, said: number, cases: number): Figure => {
    return { ...about, ...place, level: String(said), cases };
  };
  if (standing !== 'counted' || invitation === null) {
    const terminal = terminals.find((one) => one.terminalId === rating.terminalId);
    return [line(placeIn(invitation, caseNo) ?? standsAt(terminal), level ?? 0, 0)];
  }
  const isLinked = invitation.linked.has(caseNo);
  const lines: Figure[] = [];
  if (level !== null) {
    const cases = isLinked ? 1 : invitation.cases.length;
    lines.push(line(placeIn(invitation, caseNo) ?? invitation.place, level, cases));
  }
  const said = new Set<string>();
  for (const linked of isLinked ? [] : (rating.body.linked ?? [])) {
    const place = invitation.linked.get(linked.caseNo);
    if (place === undefined || said.has(linked.caseNo)) continue;
    said.add(linked.caseNo);
    lines.push(line(place, linked.level, 1));
  }
  return lines;
}

/** SZ-17b: stated apart, on the last day it could have been rated. */
function defaultLines(one: Ruling['invitations'][number]): Figure[] {
  if (one.defaultLevel === null) return [];
  const kind = one.test ? 'test' : 'default';
  const about = { day: one.lastDay, channel: '', kind, level: String(one.defaultLevel) };
  return [{ ...about, ...one.place, ratings: 1, cases: one.cases.length }];
}

function kindOf({ standing, invitation }: Verdict): string {
  if (invitation?.test) return 'test';
  return standing === 'counted' ? 'citizen' : standing;
}

function placeIn(invitation: Invitation | null, caseNo: string): Place | undefined {
  return invitation?.linked.get(caseNo) ?? invitation?.place;
}

function standsAt(terminal: { hallId: string; windowNo: string | null } | undefined): Place {
  const nobody = { department: '', item: '', staff: '' };
  return { hall: terminal?.hallId ?? '', window: terminal?.windowNo ?? '', ...nobody };
}

function sum(lines: readonly Figure[]): Figure[] {
  const groups = new Map<string, Figure>();
  for (const line of lines) {
    const known = groups.get(nameOf(line));
    if (known === undefined) groups.set(nameOf(line), { ...line });
    else Object.assign(known, { ratings: known.ratings + 1, cases: known.cases + line.cases });
  }
  return [...groups.values()].toSorted((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
}

/** A name of the group, and a way to sort. */
export function nameOf(figure: Omit<Figure, 'ratings' | 'cases'>): string {
  const { day, hall, department, window, item, staff, level, channel, kind } = figure;
  return JSON.stringify([day, hall, department, window, item, staff, level, channel, kind]);
}
