import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { KNOWN_TAGS, unknownTags } from '../../../ratings/unknown-tags.ts';
import type { UnknownCode } from '../../../services/unknown-codes.ts';

/** Anybody with a link can make up tags: so many are listed; the ratings keep every one. */
const MOST_TAGS = 500;

/** Codes that records used and the directory does not know, and tags that are in no list. */
export class UnknownCodeList {
  readonly #note: StatementSync;
  readonly #noteTag: StatementSync;
  readonly #all: StatementSync;
  readonly #remove: StatementSync;

  constructor(db: DatabaseSync) {
    this.#note = db.prepare(
      `INSERT INTO unknownCodes (kind, code, name, records, firstAt, lastAt)
       VALUES (?1, ?2, ?3, 1, ?4, ?4)
       ON CONFLICT DO UPDATE SET records = records + 1, name = excluded.name,
         lastAt = excluded.lastAt`,
    );
    this.#noteTag = db.prepare(
      `INSERT INTO unknownCodes (kind, code, name, records, firstAt, lastAt)
       SELECT 'tag', ?1, '', 1, ?2, ?2
       WHERE EXISTS (SELECT 1 FROM unknownCodes WHERE kind = 'tag' AND code = ?1)
         OR (SELECT count(*) FROM unknownCodes WHERE kind = 'tag') < ${MOST_TAGS}
       ON CONFLICT DO UPDATE SET records = records + 1, lastAt = excluded.lastAt`,
    );
    this.#all = db.prepare('SELECT kind, code FROM unknownCodes');
    this.#remove = db.prepare('DELETE FROM unknownCodes WHERE kind = ? AND code = ?');
  }

  note(codes: readonly UnknownCode[], at: number): void {
    for (const { kind, code, name } of codes) this.#note.run(kind, code, name, at);
  }

  /** SZ-11: a tag costs the rater nothing, whatever it says. */
  noteTags(said: Parameters<typeof unknownTags>[0], at: number): void {
    for (const code of unknownTags(said)) this.#noteTag.run(code, at);
  }

  /** A new directory knows some of them, and a newer hub some tags. */
  forget(known: { items: { itemCode: string }[]; staff: { staffNo: string }[] }): void {
    const codes: Record<UnknownCode['kind'], ReadonlySet<string>> = {
      item: new Set(known.items.map(({ itemCode }) => itemCode)),
      staff: new Set(known.staff.map(({ staffNo }) => staffNo)),
      tag: KNOWN_TAGS,
    };
    for (const row of this.#all.all()) {
      const { kind, code } = row as { kind: UnknownCode['kind']; code: string };
      if (codes[kind].has(code)) this.#remove.run(kind, code);
    }
  }
}
