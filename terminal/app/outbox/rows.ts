import { unwrap } from 'idb';
import { OutboxError } from '../../link/errors.ts';
import type { OutboxRow } from '../../link/index.ts';
import { STRICT, type TerminalDatabase } from './database.ts';

/** The rows of an outbox within a writing transaction. */
export type Rows = ReturnType<typeof writing>['rows'];

/** Rows and counter, to be written together or not at all. */
export function writing(database: TerminalDatabase) {
  const transaction = database.transaction(['outbox', 'counters'], 'readwrite', STRICT);
  return {
    transaction,
    rows: transaction.objectStore('outbox'),
    counters: transaction.objectStore('counters'),
  };
}

/** What fails ends the transaction, and that is waited for. */
export function put(rows: Rows, row: OutboxRow): OutboxRow {
  unwrap(rows).put(row);
  return row;
}

/** Throws `OutboxError` when it is not here. */
export async function rowOf(rows: Rows, eventId: string): Promise<OutboxRow> {
  const row = await rows.get(eventId);
  if (row === undefined) throw new OutboxError('unknownRow', eventId);
  return row;
}

/**
 * Those of them that are here. Ids of one time lie side by side (UUIDv7), so most come in one
 * answer.
 */
export async function rowsOf(rows: Rows, ids: readonly (string | null)[]): Promise<OutboxRow[]> {
  const wanted = ids.filter((id) => id !== null).sort();
  const [first, last] = [wanted[0], wanted.at(-1)];
  if (first === undefined || last === undefined) return [];
  const near = await rows.getAll(IDBKeyRange.bound(first, last), 2 * wanted.length);
  const found = new Map(near.map((row) => [row.eventId, row]));
  const far = wanted.filter((id) => !found.has(id)).map((id) => rows.get(id));
  const others = (await Promise.all(far)).filter((row) => row !== undefined);
  return [...wanted.flatMap((id) => found.get(id) ?? []), ...others];
}

/** Throws `OutboxError` when it is not here, or held no more. */
export async function heldRow(rows: Rows, eventId: string): Promise<OutboxRow> {
  const row = await rowOf(rows, eventId);
  if (row.state !== 'held') throw new OutboxError('notHeld', eventId);
  return row;
}

/** Every row of a state with a number above this, in the order of seq. */
export function inState(state: OutboxRow['state'], afterSeq = 0): IDBKeyRange {
  return IDBKeyRange.bound([state, afterSeq], [state, []], true);
}
