import type { Amount } from '../statistics/contributions.ts';
import { figureValues } from '../statistics/figure.ts';
import { openEvidence } from '../store/sqlite/evidence.ts';
import { type ChainVersion, chainSaid, entryHash, GENESIS } from './chain.ts';
import { redactedDigest } from './redaction.ts';
import { Replay, type ReplayedRating } from './replay.ts';
import { differentAppeal, differentOrder } from './verify-orders.ts';

export type Verification =
  | { sound: true; entries: number; ratings: number; head: string }
  | {
      sound: false;
      /** Ledger position of the first thing broken; null when a figure has no such place. */
      position: number | null;
      problem: string;
    };

/**
 * Checks that nobody has touched the ledger (its hash chain) and that ratings, figures and sequence
 * fronts are exactly what the ledger says. Reads only; works on the folder of a running hub, from
 * one consistent snapshot. Throws `StoreError` when there is no such database.
 */
export function verify(databasePath: string): Verification {
  const evidence = openEvidence(databasePath);
  try {
    const replay = new Replay();
    const redactions = evidence.redactions();
    let version: ChainVersion = 1;
    let head = GENESIS;
    let entries = 0;
    for (const { hash, ...entry } of evidence.entries()) {
      const { position, kind, body } = entry;
      if (position !== entries + 1) return broken(entries + 1, `entry ${entries + 1} is missing`);
      if (kind === 'ledger.begun') version = chainSaid(kind, body) ?? version;
      const digest = redactedDigest(entry.payload);
      const redaction = redactions.get(position);
      if (digest !== (redaction?.digest ?? null)) {
        return broken(position, 'what is redacted is not what the ledger says was redacted');
      }
      head = entryHash(head, entry, { version, ...(digest === null ? {} : { digest }) });
      if (head !== hash) return broken(position, 'the hash does not follow from the entry');
      if (kind === 'ledger.rechained') version = chainSaid(kind, body) ?? version;
      try {
        replay.apply({ ...entry, payload: redaction?.payload ?? entry.payload });
      } catch (error) {
        return broken(position, `the entry cannot be replayed: ${String(error)}`);
      }
      entries++;
    }
    const difference =
      differentRating(replay, evidence.ratings()) ??
      differentInvitation(replay, evidence.invitations()) ??
      differentReminder(replay, evidence.reminders()) ??
      differentFigure(replay, evidence.figures()) ??
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

function differentFigure(replay: Replay, rows: ReturnType<Evidence['figures']>) {
  const expected = new Map<string, Amount>();
  for (const { values, ...amount } of replay.figures().groups()) {
    expected.set(values.join('\n'), amount);
  }
  for (const row of rows) {
    const name = figureValues(row).join('\n');
    const { ratings, cases } = expected.get(name) ?? { ratings: 0, cases: 0 };
    if (ratings !== row.ratings || cases !== row.cases) {
      const group = name.replaceAll('\n', ' / ');
      const says = `${row.ratings} (${row.cases} cases), the ledger says ${ratings} (${cases})`;
      return broken(null, `the figure ${group} is ${says}`);
    }
    expected.delete(name);
  }
  const [first] = expected.keys();
  if (first === undefined) return null;
  return broken(null, `the figure ${first.replaceAll('\n', ' / ')} is missing`);
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

function broken(position: number | null, problem: string) {
  return { sound: false as const, position, problem };
}
