import type { DatabaseSync, StatementSync } from 'node:sqlite';

/** Which theme services name a case as linked (SZ-20b). */
export class ThemeLinks {
  readonly #themeOf: StatementSync;
  readonly #linkedBy: StatementSync;
  readonly #insert: StatementSync;
  readonly #clear: StatementSync;

  constructor(db: DatabaseSync) {
    this.#themeOf = db.prepare(
      `SELECT themeCaseNo FROM themeLinks WHERE caseNo = ? ORDER BY completedAt, themeCaseNo LIMIT 1`,
    );
    this.#linkedBy = db.prepare('SELECT caseNo FROM themeLinks WHERE themeCaseNo = ?');
    this.#insert = db.prepare(
      'INSERT INTO themeLinks (caseNo, themeCaseNo, completedAt) VALUES (?, ?, ?)',
    );
    this.#clear = db.prepare('DELETE FROM themeLinks WHERE themeCaseNo = ?');
  }

  /** The theme that has this case: of several that name it, the one completed first. */
  themeOf(caseNo: string): string | null {
    const row = this.#themeOf.get(caseNo);
    return row === undefined ? null : String(row.themeCaseNo);
  }

  /** Replaces what this theme names; returns every case it named before or names now. */
  set(themeCaseNo: string, linked: readonly string[], completedAt: number): string[] {
    const before = this.#linkedBy.all(themeCaseNo).map(({ caseNo }) => String(caseNo));
    this.#clear.run(themeCaseNo);
    for (const caseNo of new Set(linked)) this.#insert.run(caseNo, themeCaseNo, completedAt);
    return [...new Set([...before, ...linked])];
  }
}
