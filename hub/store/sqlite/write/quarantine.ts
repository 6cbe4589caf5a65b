import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { LIMITS } from '../../../../protocol/index.ts';
import type { QuarantineEntry } from '../../port.ts';
import { addToCount } from './meta.ts';

/** How much unreadable evidence is kept. */
export interface QuarantineLimits {
  maxCount: number;
  maxBytes: number;
}

const BASE64_LIMIT = Math.ceil(LIMITS.payloadBytes / 3) * 4;

/**
 * Evidence of what could not be taken. Unreadable messages are bounded, the oldest making room and
 * the loss counted; a readable conflict may be a citizen's genuine tap and is never dropped.
 */
export class QuarantineWriter {
  readonly #db: DatabaseSync;
  readonly #limits: QuarantineLimits;
  readonly #known: StatementSync;
  readonly #insert: StatementSync;
  readonly #oldest: StatementSync;
  readonly #drop: StatementSync;
  readonly #measure: StatementSync;
  #count = 0;
  #bytes = 0;

  constructor(db: DatabaseSync, limits: QuarantineLimits) {
    this.#db = db;
    this.#limits = limits;
    this.#known = db.prepare(
      'SELECT 1 FROM quarantine WHERE digest = ? AND source = ? AND terminalId IS ? LIMIT 1',
    );
    this.#insert = db.prepare(
      `INSERT INTO quarantine (at, terminalId, source, reason, detail, digest, payload, genuine)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#oldest = db.prepare(
      `SELECT position, length(payload) AS bytes FROM quarantine WHERE genuine = 0
       ORDER BY position LIMIT 1`,
    );
    this.#drop = db.prepare('DELETE FROM quarantine WHERE position = ?');
    this.#measure = db.prepare(
      `SELECT count(*) AS count, coalesce(sum(length(payload)), 0) AS bytes
       FROM quarantine WHERE genuine = 0`,
    );
    this.reset();
  }

  /** Keeps one message; the same one again from the same terminal is not kept twice. */
  add(entry: Omit<QuarantineEntry, 'position'>, genuine: boolean): { added: boolean } {
    const { at, terminalId, source, reason, detail, digest } = entry;
    if (this.#known.get(digest, source, terminalId) !== undefined) return { added: false };
    const payload = entry.payload.slice(0, BASE64_LIMIT);
    this.#insert.run(at, terminalId, source, reason, detail, digest, payload, genuine ? 1 : 0);
    if (!genuine) {
      this.#count++;
      this.#bytes += payload.length;
      this.#makeRoom();
    }
    return { added: true };
  }

  reset(): void {
    const measured = this.#measure.get() as { count: number; bytes: number };
    this.#count = measured.count;
    this.#bytes = measured.bytes;
  }

  #makeRoom(): void {
    while (this.#count > this.#limits.maxCount || this.#bytes > this.#limits.maxBytes) {
      const oldest = this.#oldest.get() as { position: number; bytes: number } | undefined;
      if (oldest === undefined) return;
      this.#drop.run(oldest.position);
      this.#count--;
      this.#bytes -= oldest.bytes;
      addToCount(this.#db, 'quarantineDropped', 1);
    }
  }
}
