import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { CalendarData } from '../../../rules/calendar-data.ts';
import type { RulePack } from '../../../rules/pack.ts';
import { RuleBook, type RuleSource } from '../../../rules/rule-book.ts';
import { StoreError } from '../../errors.ts';

/** Who imported something, and when. */
export interface Import<T> {
  content: T;
  at: number;
  by: string;
}

/** Rule packs and calendars as imported, and the book they make with those of the release. */
export class ImportedRulesReader {
  readonly #source: RuleSource;
  readonly #packs: StatementSync;
  readonly #calendars: StatementSync;

  constructor(db: DatabaseSync, source: RuleSource) {
    this.#source = source;
    const columns = 'content, importedAt AS at, importedBy AS by';
    this.#packs = db.prepare(`SELECT ${columns} FROM packs ORDER BY position`);
    this.#calendars = db.prepare(`SELECT ${columns} FROM calendars ORDER BY version`);
  }

  packs(): Import<RulePack>[] {
    return this.#packs.all().map((row) => imported<RulePack>(row));
  }

  calendars(): Import<CalendarData>[] {
    return this.#calendars.all().map((row) => imported<CalendarData>(row));
  }

  /** Throws `StoreError` when the place has no pack at all. */
  book(): RuleBook {
    const packs = this.packs().map(({ content }) => content);
    const calendars = this.calendars().map(({ content }) => content);
    const book = RuleBook.of(this.#source, { packs, calendars });
    if (book !== null) return book;
    const known = new Set([...this.#source.packs, ...packs].map(({ name }) => name));
    const { place } = this.#source;
    throw new StoreError(
      'noRulePack',
      `There is no rule pack of ${place}; there are those of ${[...known].join(', ')}.`,
    );
  }
}

function imported<T>(row: Record<string, unknown>): Import<T> {
  const content = JSON.parse(String(row.content)) as T;
  return { content, at: Number(row.at), by: String(row.by) };
}
