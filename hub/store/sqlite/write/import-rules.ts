import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Moved, Recomputable } from '../../../rules/recomputable.ts';
import type { Command, Outcome } from '../../port.ts';
import type { WriteContext } from './context.ts';
import { readMeta, writeMeta } from './meta.ts';

/** Takes in rule packs and calendars, and has everything counted again that a calendar moves. */
export class RuleDesk {
  readonly #db: DatabaseSync;
  readonly #context: WriteContext;
  readonly #recomputables: readonly Recomputable[];
  readonly #insertPack: StatementSync;
  readonly #insertCalendar: StatementSync;

  constructor(db: DatabaseSync, context: WriteContext, recomputables: readonly Recomputable[]) {
    this.#db = db;
    this.#context = context;
    this.#recomputables = recomputables;
    this.#insertPack = db.prepare(
      `INSERT INTO packs (position, name, version, content, importedAt, importedBy)
       VALUES (?, ?, ?, ?, ?, ?)`,
    );
    this.#insertCalendar = db.prepare(
      `INSERT INTO calendars (position, version, content, importedAt, importedBy)
       VALUES (?, ?, ?, ?, ?)`,
    );
  }

  /** At every start: a new release may have brought a newer calendar. */
  begin(): void {
    const version = String(this.#context.workingCalendar.version);
    if (readMeta(this.#db, 'calendarVersion') !== version) this.#recompute();
  }

  importPack({ pack, by, at }: Command<'pack.import'>): Outcome<'pack.import'> {
    const { ledger, rules } = this.#context;
    const admission = rules.book.admitPack(pack);
    if (admission.status === 'refused') return admission;
    if (admission.status === 'known') return { status: 'unchanged' };
    const { name, version, validFrom } = pack;
    const content = JSON.stringify(pack);
    const { position } = ledger.append(
      'pack.imported',
      at,
      { name, version, validFrom, by },
      content,
    );
    this.#insertPack.run(position, name, version, content, at, by);
    rules.reset();
    return { status: 'imported' };
  }

  importCalendar({ calendar, by, at }: Command<'calendar.import'>): Outcome<'calendar.import'> {
    const { ledger, rules } = this.#context;
    const admission = rules.book.admitCalendar(calendar);
    if (admission.status === 'refused') return admission;
    if (admission.status === 'known') return { status: 'unchanged' };
    const { version } = calendar;
    const content = JSON.stringify(calendar);
    const { position } = ledger.append('calendar.imported', at, { version, by }, content);
    this.#insertCalendar.run(position, version, content, at, by);
    rules.reset();
    return { status: 'imported', moved: this.#recompute() };
  }

  #recompute(): Moved[] {
    const { workingCalendar } = this.#context;
    const moved = this.#recomputables.flatMap((part) => part.recompute(workingCalendar));
    writeMeta(this.#db, 'calendarVersion', String(workingCalendar.version));
    return moved;
  }
}
