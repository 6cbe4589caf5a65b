import type { DatabaseSync } from 'node:sqlite';
import { DayCalendar } from '../../../rules/calendar.ts';
import type { CalendarData } from '../../../rules/calendar-data.ts';
import { packLabel, type RulePack } from '../../../rules/pack.ts';
import type { Admission, RuleSource } from '../../../rules/rule-book.ts';
import type { Answer, CalendarRow, PackRow } from '../../port.ts';
import { type Import, ImportedRulesReader } from './imported-rules.ts';

/** The rules that the hub goes by, and where they come from. */
export class RuleReader {
  readonly #place: string;
  readonly #imported: ImportedRulesReader;

  constructor(db: DatabaseSync, source: RuleSource) {
    this.#place = source.place;
    this.#imported = new ImportedRulesReader(db, source);
  }

  packs(now: number): Answer<'packs'> {
    const { shelf, packs } = this.#imported.book();
    const imports = new Map(this.#imported.packs().map((one) => [packLabel(one.content), one]));
    const rows = packs.map(
      (pack): PackRow => ({ pack, imported: origin(imports.get(packLabel(pack))) }),
    );
    rows.sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1));
    const today = new DayCalendar(shelf.timeZone).dayOf(now);
    const pack = shelf.inForceOn(today);
    const inForce = pack.validFrom <= today ? pack : null;
    return { place: this.#place, inForce, packs: rows };
  }

  calendar(): CalendarRow {
    const { data } = this.#imported.book().calendar;
    const known = this.#imported
      .calendars()
      .find(({ content }) => content.version === data.version);
    return { calendar: data, imported: origin(known) };
  }

  admitPack(pack: RulePack): Admission {
    return this.#imported.book().admitPack(pack);
  }

  admitCalendar(calendar: CalendarData): Admission {
    return this.#imported.book().admitCalendar(calendar);
  }
}

function sortKey({ pack }: PackRow): string {
  return `${pack.name} ${pack.validFrom}`;
}

function origin(known: Import<unknown> | undefined): { at: number; by: string } | null {
  return known === undefined ? null : { at: known.at, by: known.by };
}
