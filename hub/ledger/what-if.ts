import type { Level } from '../../protocol/index.ts';
import { deadline } from '../invitations/deadline.ts';
import { kindOf } from '../invitations/group.ts';
import { type Standing, standingOf } from '../ratings/judge.ts';
import { type Candidate, winnersOf } from '../ratings/winner.ts';
import { packLabel, type RulePack } from '../rules/pack.ts';
import type { WorkingCalendar } from '../rules/working-calendar.ts';
import { DueDates } from '../workorders/due-dates.ts';
import type { LedgerEntry } from './chain.ts';
import { Past } from './past.ts';
import type { PastInvitation, PastRating } from './past-invitation.ts';

/** One decision that would have been another. */
export interface Difference {
  caseNo: string;
  stage: string;
  invitationId: string;
  what: 'deadline' | 'outcome' | 'defaultLevel' | 'kind' | 'rating' | 'orderDue';
  rule: string;
  before: string;
  after: string;
  /** Of a rating alone. */
  eventId?: string;
}

export interface WhatIf {
  pack: string;
  /** Invitations of the span that were judged anew. */
  invitations: number;
  /** Invitations of ledgers of the first schema, which cannot be. */
  leftOut: number;
  differences: Difference[];
}

/** What became of an invitation by one pack. */
interface Fate {
  kind: string;
  lastDay: string;
  outcome: 'open' | 'rated' | 'default';
  defaultLevel: Level;
  /** By ledger position. */
  ratings: Map<number, string>;
}

/** The pack and the working calendar to judge by. */
export interface Rules {
  pack: RulePack;
  calendar: WorkingCalendar;
}

/**
 * A past span of days judged by another pack: everything whose last completion lies in it, as the
 * ledger leaves it at its end. Which cases share an invitation and which prompt a rating answered
 * stay as they were; deadlines, late taps, first taps, defaults and the size of a batch are judged
 * anew, by the functions that judge live ratings. By the pack that was in force nothing differs.
 *
 * @param span days `YYYY-MM-DD` in the pack's time zone, both included
 */
export function whatIf(
  entries: Iterable<LedgerEntry>,
  rules: Rules,
  span: { from: string; to: string },
): WhatIf {
  const { pack } = rules;
  const past = new Past();
  for (const entry of entries) past.apply(entry);
  const result: WhatIf = {
    pack: packLabel(pack),
    invitations: 0,
    leftOut: past.withoutCompletion,
    differences: [],
  };
  const byInvitation = Map.groupBy(past.ratings.values(), ({ invitation }) => invitation);
  for (const [position, invitation] of past.invitations) {
    const { completedAt } = invitation;
    if (completedAt === null || !isWithin(dayOf(completedAt, pack.timeZone), span)) continue;
    const ratings = byInvitation.get(position) ?? [];
    const before = asItWas(invitation, ratings, past.until);
    const after = asItWouldBe(invitation, { completedAt, ratings, rules, until: past.until });
    result.invitations++;
    result.differences.push(
      ...differencesOf(invitation, before, after, ratings),
      ...ratings.flatMap((rating) => movedOrder(invitation, rating, rules)),
    );
  }
  return result;
}

function asItWas({ said }: PastInvitation, ratings: readonly PastRating[], until: number): Fate {
  const { kind, lastDay, closesAt, defaultLevel } = said;
  const standings = ratings.map((one) => [one.position, one.reason ?? one.standing] as const);
  const isRated = ratings.some(({ standing }) => isGenuine(standing));
  const outcome = outcomeOf(isRated, closesAt, until);
  return { kind, lastDay, outcome, defaultLevel, ratings: new Map(standings) };
}

function asItWouldBe(
  { said, invitationId, linked }: PastInvitation,
  given: { completedAt: number; ratings: readonly PastRating[]; rules: Rules; until: number },
): Fate {
  const { ratings, until } = given;
  const { pack, calendar } = given.rules;
  const regime = { timeZone: pack.timeZone, calendar };
  const { closesAt, lastDay } = deadline(given.completedAt, pack.rating, regime);
  const candidates = ratings.map((rating): Candidate<PastRating> => {
    const standing = standingAlone(rating, { invitationId, closesAt }, said, pack);
    return { rating, tappedAt: rating.tappedAt, eventId: rating.eventId, standing };
  });
  const winners = winnersOf(candidates, (caseNo) => linked.has(caseNo));
  const standings = candidates.map(({ rating, standing }) => {
    const wins = winners.some((winner) => winner.rating === rating);
    const loses = standing.standing === 'counted' && !wins;
    return [rating.position, loses ? 'alreadyRated' : wordOf(rating, standing)] as const;
  });
  return {
    kind: kindOf(said.cases > 1 ? 'batch' : said.kind, said.cases, pack.batch.minCases),
    lastDay,
    outcome: outcomeOf(winners.length > 0, closesAt, until),
    defaultLevel: pack.defaultLevel,
    ratings: new Map(standings),
  };
}

/** What did not depend on the pack stays as it was; the rest is judged as a live rating is. */
function standingAlone(
  { tappedAt, reason, standing }: PastRating,
  invitation: { invitationId: string; closesAt: number },
  { caseNo, stage }: PastInvitation['said'],
  pack: RulePack,
): Standing {
  const explanation = { rule: '', pack: packLabel(pack), facts: {} };
  if (standing === 'forged') return { standing: 'refused', reason: 'badSignature', explanation };
  if (reason === 'notInvited' || reason === 'promptExpired') {
    return { standing: 'refused', reason, explanation };
  }
  return standingOf(
    {
      prompt: null,
      invitation: { ...invitation, ratedAt: null },
      namesAnotherInvitation: false,
      ratesNothing: false,
    },
    { terminalId: '', caseNo, stage, tappedAt, leftOut: null },
    { pack: packLabel(pack), promptGraceMs: pack.promptGraceMs },
  );
}

function wordOf({ standing }: PastRating, decided: Standing): string {
  if (decided.standing === 'refused') return decided.reason;
  return standing === 'notAdopted' ? standing : decided.standing;
}

function differencesOf(
  { said, invitationId }: PastInvitation,
  before: Fate,
  after: Fate,
  ratings: readonly PastRating[],
): Difference[] {
  const { caseNo, stage } = said;
  const found: Difference[] = [];
  const compare = (what: Difference['what'], rule: string, pair: [unknown, unknown], of = {}) => {
    const [was, would] = pair.map(String) as [string, string];
    if (was === would) return;
    found.push({ caseNo, stage, invitationId, what, rule, before: was, after: would, ...of });
  };
  compare('deadline', 'SZ-17a', [before.lastDay, after.lastDay]);
  compare('kind', 'SZ-20a', [before.kind, after.kind]);
  compare('outcome', 'SZ-17b', [before.outcome, after.outcome]);
  if (before.outcome === 'default' && after.outcome === 'default') {
    compare('defaultLevel', 'SZ-17b', [before.defaultLevel, after.defaultLevel]);
  }
  for (const { position, eventId } of ratings) {
    const pair: [unknown, unknown] = [before.ratings.get(position), after.ratings.get(position)];
    compare('rating', 'SZ-17a', pair, { eventId });
  }
  return found;
}

/** SZ-21b: by another calendar, or other days, its work order would be due on another day. */
function movedOrder(
  { said, invitationId }: PastInvitation,
  { order, day, eventId }: PastRating,
  { pack, calendar }: Rules,
): Difference[] {
  if (order === null) return [];
  const { lastDay } = new DueDates().of(day, pack, calendar);
  if (lastDay === order.lastDay) return [];
  const { caseNo, stage } = said;
  const about = { caseNo, stage, invitationId, what: 'orderDue', rule: 'SZ-21b' } as const;
  return [{ ...about, before: order.lastDay, after: lastDay, eventId }];
}

function outcomeOf(isRated: boolean, closesAt: number, until: number): Fate['outcome'] {
  if (isRated) return 'rated';
  return closesAt <= until ? 'default' : 'open';
}

/** An appeal sets a rating aside for a person; its case stays rated (SZ-22a). */
function isGenuine(standing: PastRating['standing']): boolean {
  return standing === 'counted' || standing === 'notAdopted';
}

function isWithin(day: string, { from, to }: { from: string; to: string }): boolean {
  return from <= day && day <= to;
}

function dayOf(at: number, timeZone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(at)
    .toZonedDateTimeISO(timeZone)
    .toPlainDate()
    .toString();
}
