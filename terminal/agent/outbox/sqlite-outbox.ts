import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { RatingBodySchema, ReceiptEntrySchema } from '../../../protocol/index.ts';
import {
  frozenRow,
  type Outbox,
  OutboxError,
  type OutboxRow,
  settledState,
} from '../../link/index.ts';

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS sequence (only_row INTEGER PRIMARY KEY CHECK (only_row = 1), highest INTEGER NOT NULL) STRICT;
  INSERT OR IGNORE INTO sequence VALUES (1, 0);
  CREATE TABLE IF NOT EXISTS row (
    event_id TEXT PRIMARY KEY, seq INTEGER NOT NULL UNIQUE, state TEXT NOT NULL,
    case_no TEXT NOT NULL, stage TEXT NOT NULL, body TEXT NOT NULL, tap TEXT NOT NULL,
    held_until REAL NOT NULL, payload TEXT, receipt TEXT, receipted_at INTEGER
  ) STRICT;
  CREATE INDEX IF NOT EXISTS row_by_state ON row (state, seq);
  CREATE INDEX IF NOT EXISTS row_by_case ON row (case_no, stage);
`;

interface Stored {
  event_id: string;
  seq: number;
  state: OutboxRow['state'];
  body: string;
  tap: string;
  held_until: number;
  payload: string | null;
  receipt: string | null;
  receipted_at: number | null;
}

/**
 * A durable outbox of a terminal that runs on Node: one SQLite file, each change a transaction
 * that is on the disk (`synchronous=FULL`) when its promise resolves.
 */
export class SqliteOutbox implements Outbox {
  private readonly db: DatabaseSync;
  private readonly statements = new Map<string, StatementSync>();

  /** Opens the file; throws when the disk would not be waited for. */
  constructor(path: string) {
    this.db = new DatabaseSync(path);
    this.db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
    const { synchronous } = this.db.prepare('PRAGMA synchronous').get() as { synchronous: number };
    if (synchronous !== 2) throw new Error(`synchronous is ${synchronous}, not FULL`);
    this.db.exec(SCHEMA);
  }

  close(): void {
    this.db.close();
  }

  async hold({ eventId, body, tap, heldUntil }: Parameters<Outbox['hold']>[0]) {
    return this.transaction(() => {
      if (this.find(eventId) !== undefined) throw new OutboxError('eventExists', eventId);
      const seq = this.highestSeq() + 1;
      this.insert({ eventId, seq, state: 'held', body, tap, heldUntil, payload: null });
      return this.get(eventId);
    });
  }

  async change(...[eventId, body, tap, heldUntil]: Parameters<Outbox['change']>) {
    return this.transaction(() => {
      this.mustBeHeld(eventId);
      this.run(
        'UPDATE row SET case_no = ?, stage = ?, body = ?, tap = ?, held_until = ? WHERE event_id = ?',
        ...[body.caseNo, body.stage, JSON.stringify(body), JSON.stringify(tap), heldUntil, eventId],
      );
      return this.get(eventId);
    });
  }

  async release(eventId: string): Promise<OutboxRow> {
    return this.transaction(() => {
      this.get(eventId);
      this.run("UPDATE row SET state = 'ready' WHERE event_id = ? AND state = 'held'", eventId);
      return this.get(eventId);
    });
  }

  async drop(eventId: string): Promise<void> {
    this.transaction(() => {
      const { seq } = this.mustBeHeld(eventId);
      if (seq !== this.highestSeq()) throw new OutboxError('notNewest', eventId);
      this.run('DELETE FROM row WHERE event_id = ?', eventId);
      this.run('UPDATE sequence SET highest = highest - 1');
    });
  }

  async freeze(signed: Parameters<Outbox['freeze']>[0]): Promise<void> {
    this.transaction(() => {
      for (const { eventId, payload } of signed) {
        const { state } = frozenRow(this.get(eventId), payload);
        this.run(
          'UPDATE row SET state = ?, payload = ? WHERE event_id = ?',
          state,
          payload,
          eventId,
        );
      }
    });
  }

  async settle(entries: Parameters<Outbox['settle']>[0]): Promise<void> {
    this.transaction(() => {
      for (const { receipt, at } of entries) {
        const row = receipt.eventId === null ? undefined : this.find(receipt.eventId);
        const state = row && settledState(row.state, receipt);
        if (!row || !state) continue;
        this.run(
          'UPDATE row SET state = ?, receipt = ?, receipted_at = ? WHERE event_id = ?',
          ...[state, JSON.stringify(receipt), at, row.eventId],
        );
      }
    });
  }

  async unsent(limit: number, afterSeq = 0): Promise<OutboxRow[]> {
    const where = "WHERE state IN ('ready', 'frozen') AND seq > ? ORDER BY seq LIMIT ?";
    return this.rows(where, afterSeq, limit);
  }

  async held(): Promise<OutboxRow[]> {
    return this.rows("WHERE state = 'held' ORDER BY seq");
  }

  /** Everything that the hub has not confirmed, refused rows among it, oldest first. */
  unreceipted(): OutboxRow[] {
    return this.rows("WHERE state <> 'receipted' ORDER BY seq");
  }

  async counts() {
    const { pending, refused } = this.prepare(
      `SELECT count(*) FILTER (WHERE state IN ('held', 'ready', 'frozen')) AS pending,
              count(*) FILTER (WHERE state = 'refused') AS refused FROM row`,
    ).get() as { pending: number; refused: number };
    return { pending, refused, highestSeq: this.highestSeq() };
  }

  async reoffer(contiguousSeq: number): Promise<number> {
    return this.run(
      `UPDATE row SET state = 'frozen', receipt = NULL, receipted_at = NULL
       WHERE state = 'receipted' AND seq > ?`,
      contiguousSeq,
    );
  }

  async isReceipted(seq: number): Promise<boolean> {
    return this.rows("WHERE state = 'receipted' AND seq = ?", seq).length > 0;
  }

  async raiseSeq(to: number): Promise<void> {
    this.transaction(() => {
      if (to <= this.highestSeq()) return;
      const unsigned = this.rows("WHERE state IN ('held', 'ready') ORDER BY seq DESC");
      this.run('UPDATE sequence SET highest = ?', to + unsigned.length);
      // The highest first: a number must be free before it is taken.
      for (const [i, { eventId }] of unsigned.entries()) {
        const seq = to + unsigned.length - i;
        this.run('UPDATE row SET seq = ? WHERE event_id = ?', seq, eventId);
      }
    });
  }

  async adopt(signed: Parameters<Outbox['adopt']>[0]): Promise<string[]> {
    return this.transaction(() => {
      const settled: string[] = [];
      for (const row of signed) {
        const known = this.find(row.eventId);
        if (known?.receipt) settled.push(row.eventId);
        // Two ratings of one number are the hub's to judge; the other one has it here.
        else if (known === undefined && !this.isTaken(row.seq)) this.insert(row);
      }
      return settled;
    });
  }

  async has(caseNo: string, stage: OutboxRow['body']['stage']): Promise<boolean> {
    const where = "WHERE case_no = ? AND stage = ? AND state <> 'refused' LIMIT 1";
    return this.rows(where, caseNo, stage).length > 0;
  }

  async prune(receiptedBefore: number): Promise<number> {
    const old = "DELETE FROM row WHERE state = 'receipted' AND receipted_at < ?";
    return this.run(old, receiptedBefore);
  }

  /** Another outbox has the hub's final word on these. */
  forget(eventIds: readonly string[]): void {
    this.transaction(() => {
      for (const eventId of eventIds) this.run('DELETE FROM row WHERE event_id = ?', eventId);
    });
  }

  private transaction<T>(change: () => T): T {
    this.db.exec('BEGIN IMMEDIATE');
    try {
      const result = change();
      this.db.exec('COMMIT');
      return result;
    } catch (error) {
      this.db.exec('ROLLBACK');
      throw error;
    }
  }

  private isTaken(seq: number): boolean {
    return this.rows('WHERE seq = ?', seq).length > 0;
  }

  private insert(row: Omit<OutboxRow, 'receipt' | 'receiptedAt'>): void {
    const { eventId, seq, state, body, tap, heldUntil, payload } = row;
    this.run(
      `INSERT INTO row (event_id, seq, state, case_no, stage, body, tap, held_until, payload)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      ...[eventId, seq, state, body.caseNo, body.stage, JSON.stringify(body), JSON.stringify(tap)],
      ...[heldUntil, payload],
    );
    this.run('UPDATE sequence SET highest = max(highest, ?)', seq);
  }

  private mustBeHeld(eventId: string): OutboxRow {
    const row = this.get(eventId);
    if (row.state !== 'held') throw new OutboxError('notHeld', eventId);
    return row;
  }

  private get(eventId: string): OutboxRow {
    const row = this.find(eventId);
    if (row === undefined) throw new OutboxError('unknownRow', eventId);
    return row;
  }

  private find(eventId: string): OutboxRow | undefined {
    return this.rows('WHERE event_id = ?', eventId)[0];
  }

  private highestSeq(): number {
    return (this.prepare('SELECT highest FROM sequence').get() as { highest: number }).highest;
  }

  private rows(where: string, ...values: (string | number)[]): OutboxRow[] {
    const found = this.prepare(`SELECT * FROM row ${where}`).all(...values);
    return (found as unknown as Stored[]).map(fromStored);
  }

  private run(sql: string, ...values: (string | number | null)[]): number {
    return Number(this.prepare(sql).run(...values).changes);
  }

  private prepare(sql: string): StatementSync {
    const known = this.statements.get(sql) ?? this.db.prepare(sql);
    this.statements.set(sql, known);
    return known;
  }
}

function fromStored(stored: Stored): OutboxRow {
  return {
    eventId: stored.event_id,
    seq: stored.seq,
    state: stored.state,
    body: RatingBodySchema.parse(JSON.parse(stored.body)),
    tap: JSON.parse(stored.tap) as OutboxRow['tap'],
    heldUntil: stored.held_until,
    payload: stored.payload,
    receipt: stored.receipt === null ? null : ReceiptEntrySchema.parse(JSON.parse(stored.receipt)),
    receiptedAt: stored.receipted_at,
  };
}
