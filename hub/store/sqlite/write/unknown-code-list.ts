import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { UnknownCode } from '../../../services/unknown-codes.ts';

/** Codes that records used and the directory does not know. */
export class UnknownCodeList {
  readonly #note: StatementSync;
  readonly #all: StatementSync;
  readonly #remove: StatementSync;

  constructor(db: DatabaseSync) {
    this.#note = db.prepare(
      `INSERT INTO unknownCodes (kind, code, name, records, firstAt, lastAt)
       VALUES (?1, ?2, ?3, 1, ?4, ?4)
       ON CONFLICT DO UPDATE SET records = records + 1, name = excluded.name,
         lastAt = excluded.lastAt`,
    );
    this.#all = db.prepare('SELECT kind, code FROM unknownCodes');
    this.#remove = db.prepare('DELETE FROM unknownCodes WHERE kind = ? AND code = ?');
  }

  note(codes: readonly UnknownCode[], at: number): void {
    for (const { kind, code, name } of codes) this.#note.run(kind, code, name, at);
  }

  /** A new directory knows some of them. */
  forget(known: { items: { itemCode: string }[]; staff: { staffNo: string }[] }): void {
    const items = new Set(known.items.map(({ itemCode }) => itemCode));
    const staff = new Set(known.staff.map(({ staffNo }) => staffNo));
    for (const { kind, code } of this.#all.all()) {
      const is = kind === 'item' ? items : staff;
      if (is.has(String(code))) this.#remove.run(String(kind), String(code));
    }
  }
}
