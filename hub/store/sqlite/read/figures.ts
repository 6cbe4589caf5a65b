import type { DatabaseSync } from 'node:sqlite';
import type { FigureDimension, FigureRow, Query } from '../../port.ts';

const COLUMNS: Record<FigureDimension, string> = {
  day: 'day',
  hall: 'hallId',
  department: 'departmentCode',
  window: 'windowNo',
  item: 'itemCode',
  staff: 'staffNo',
  level: 'level',
  channel: 'channel',
  kind: 'kind',
};

const AMOUNTS = 'coalesce(sum(ratings), 0) AS ratings, coalesce(sum(cases), 0) AS cases';

/** The counters, grouped by any of their dimensions. */
export class FigureReader {
  readonly #db: DatabaseSync;

  constructor(db: DatabaseSync) {
    this.#db = db;
  }

  /** `from` and `to` are days, both inclusive. */
  groups({ from, to, by }: Query<'figures'>): FigureRow[] {
    const dimensions = [...new Set(by)].filter((dimension) => Object.hasOwn(COLUMNS, dimension));
    const columns = dimensions.map((dimension) => COLUMNS[dimension]);
    const named = dimensions.map((name) => `CAST(${COLUMNS[name]} AS TEXT) AS "${name}"`);
    const grouping = columns.length === 0 ? '' : `GROUP BY ${columns} ORDER BY ${columns}`;
    const rows = this.#db
      .prepare(
        `SELECT ${[...named, AMOUNTS]} FROM figures
         WHERE day >= ? AND day <= ? AND (ratings <> 0 OR cases <> 0) ${grouping}`,
      )
      .all(from ?? '', to ?? '\u{10ffff}');
    return rows as unknown as FigureRow[];
  }
}
