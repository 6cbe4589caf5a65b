import { differences, differenceText } from '../statistics/recount.ts';
import type { Tally } from '../statistics/tally.ts';
import { openEvidence } from '../store/sqlite/evidence.ts';
import { type Broken, broken, replayChain } from './chain-replay.ts';
import type { Replay, ReplayedRating } from './replay.ts';
import { differentAppeal, differentOrder } from './verify-orders.ts';

export type Verification = { sound: true; entries: number; ratings: number; head: string } | Broken;

/**
 * Checks that nobody has touched the ledger (its hash chain) and that ratings, figures and sequence
 * fronts are exactly what the ledger says. Reads only; works on the folder of a running hub, from
 * one consistent snapshot. Throws `StoreError` when there is no such database.
 */
export function verify(databasePath: string): Verification {
  const evidence = openEvidence(databasePath);
  try {
    const replayed = replayChain(evidence.entries(), evidence.redactions());
    if (!replayed.sound) return replayed;
    const { replay, entries, head } = replayed;
    const figures = replay.figures();
    const difference =
      differentRating(replay, evidence.ratings()) ??
      differentInvitation(replay, evidence.invitations()) ??
      differentReminder(replay, evidence.reminders()) ??
      differentFigure(figures, evidence.figures()) ??
      differentTotal(figures, evidence.totals()) ??
      differentSequence(replay, evidence.sequences()) ??
      differentOrder(replay.orders, evidence.orders()) ??
      differentAppeal(replay.appeals, evidence.appeals());
    return difference ?? { sound: true, entries, ratings: replay.ratings.size, head };
  } finally {
    evidence.close();
  }
}

type Evidence = ReturnType<typeof openEvidence>;

function differentRating({ ratings }: Replay, rows: ReturnType<Evidence['ratings']>) {
  const missing = new Set(ratings.keys());
  for (const row of rows) {
    const expected = ratings.get(row.position);
    if (expected === undefined) return broken(row.position, 'a rating without its ledger entry');
    missing.delete(row.position);
    const same = RATING_FIELDS.every((field) => row[field] === expected[field]);
    if (!same) return broken(row.position, 'the rating is not what the ledger says');
  }
  const [first] = missing;
  return first === undefined ? null : broken(first, 'the ledger has a rating that is not kept');
}

const PLACE_FIELDS = ['hallId', 'departmentCode', 'windowNo', 'itemCode', 'staffNo'] as const;
const RATING_FIELDS = [
  'terminalId',
  'eventId',
  'seq',
  'caseNo',
  'day',
  'level',
  'channel',
  'standing',
  'invitation',
  ...PLACE_FIELDS,
] as const satisfies (keyof ReplayedRating)[];

function differentInvitation(replay: Replay, rows: ReturnType<Evidence['invitations']>) {
  let known = 0;
  for (const row of rows) {
    const expected = replay.invitations.get(row.position);
    if (expected === undefined) return broken(row.position, 'an invitation without its entry');
    known++;
    const same =
      row.closesAt === expected.closesAt &&
      row.cases === expected.cases &&
      row.defaultedBy === expected.defaultedBy &&
      PLACE_FIELDS.every((field) => row[field] === expected.place[field]);
    if (!same) return broken(row.position, 'the invitation is not what the ledger says');
  }
  if (known === replay.invitations.size) return null;
  return broken(null, 'the ledger has an invitation that is not kept');
}

function differentReminder({ reminders }: Replay, rows: ReturnType<Evidence['reminders']>) {
  let known = 0;
  for (const { invitation, remindedAt } of rows) {
    known++;
    if (reminders.get(invitation) === remindedAt) continue;
    return broken(invitation, 'the reminder of the invitation is not what the ledger says');
  }
  return known === reminders.size
    ? null
    : broken(null, 'the ledger has a reminder that is not kept');
}

function differentFigure(figures: Tally, rows: ReturnType<Evidence['figures']>) {
  for (const difference of differences(figures, rows)) {
    return broken(null, `the figure ${differenceText(difference)}`);
  }
  return null;
}

function differentTotal(figures: Tally, rows: ReturnType<Evidence['totals']>) {
  const expected = figures.totals();
  for (const { kind, ratings, cases } of rows) {
    const sum = expected.get(kind) ?? { ratings: 0, cases: 0 };
    expected.delete(kind);
    if (sum.ratings !== ratings || sum.cases !== cases) {
      return broken(null, `the total of ${kind} is not the sum of its figures`);
    }
  }
  const [first] = expected.keys();
  return first === undefined ? null : broken(null, `the total of ${first} is missing`);
}

function differentSequence({ sequences }: Replay, rows: ReturnType<Evidence['sequences']>) {
  for (const { terminalId, contiguousSeq } of rows) {
    const expected = sequences.get(terminalId)?.contiguous ?? 0;
    if (contiguousSeq !== expected) {
      const problem = `terminal ${terminalId} stands at ${contiguousSeq}, the ledger says ${expected}`;
      return broken(null, problem);
    }
  }
  return null;
}
