import { canonicalText } from '../../protocol/index.ts';
import type { CalendarData } from './calendar-data.ts';
import type { Flaw } from './flaw.ts';
import { packLabel, type RulePack } from './pack.ts';
import { PackShelf } from './shelf.ts';
import { WorkingCalendar } from './working-calendar.ts';

/** The rules that a release brings with it, and the place whose rules a hub goes by. Plain data. */
export interface RuleSource {
  place: string;
  packs: readonly RulePack[];
  calendar: CalendarData;
}

export interface ImportedRules {
  packs: readonly RulePack[];
  calendars: readonly CalendarData[];
}

export type Admission = { status: 'new' | 'known' } | { status: 'refused'; errors: Flaw[] };

/**
 * All rules that a hub knows. What was imported holds over what a release brings: decisions were
 * taken by it, so a release's pack that clashes with it stays out, and so does a calendar that is
 * not newer.
 */
export class RuleBook {
  /** The packs of the hub's own place. */
  readonly shelf: PackShelf;
  readonly calendar: WorkingCalendar;
  /** Packs of every place. */
  readonly packs: readonly RulePack[];
  readonly #calendars: ReadonlyMap<number, CalendarData>;

  private constructor(shelf: PackShelf, packs: readonly RulePack[], calendars: CalendarData[]) {
    this.shelf = shelf;
    this.packs = packs;
    this.#calendars = new Map(calendars.map((calendar) => [calendar.version, calendar]));
    this.calendar = new WorkingCalendar(calendars.reduce(newer));
  }

  /** Null when there is no pack of the place. */
  static of(source: RuleSource, imported: ImportedRules): RuleBook | null {
    const packs = [...imported.packs];
    for (const pack of source.packs) {
      const known = packs.some((other) => packLabel(other) === packLabel(pack));
      if (!known && shelve(packs, pack).ok) packs.push(pack);
    }
    const shelved = PackShelf.of(packs.filter(({ name }) => name === source.place));
    if (!shelved.ok) return null;
    return new RuleBook(shelved.shelf, packs, [source.calendar, ...imported.calendars]);
  }

  /** The pack of any place that a decision names, e.g. `shenzhen@1`. */
  packOf(label: string): RulePack | null {
    return this.shelf.byLabel(label) ?? this.packs.find((one) => packLabel(one) === label) ?? null;
  }

  /** May this pack join the others of its place? */
  admitPack(pack: RulePack): Admission {
    const shelved = shelve(this.packs, pack);
    if (!shelved.ok) return refused(shelved.errors);
    return { status: this.packOf(packLabel(pack)) === null ? 'new' : 'known' };
  }

  /** May this calendar take the place of the present one? It may correct years, not lose one. */
  admitCalendar(calendar: CalendarData): Admission {
    const known = this.#calendars.get(calendar.version);
    if (known !== undefined && canonicalText(known) === canonicalText(calendar)) {
      return { status: 'known' };
    }
    const errors: Flaw[] = [];
    const present = this.calendar.data;
    if (calendar.version <= present.version) {
      const message = `must be higher than ${present.version}, the version in force`;
      errors.push({ path: 'version', message });
    }
    const years = new Set(calendar.years.map(({ year }) => year));
    const lost = present.years.filter(({ year }) => !years.has(year)).map(({ year }) => year);
    if (lost.length > 0) {
      const message = `lack ${lost.join(', ')}, which the calendar in force has`;
      errors.push({ path: 'years', message, rule: 'SZ-21b' });
    }
    return errors.length === 0 ? { status: 'new' } : refused(errors);
  }
}

function shelve(packs: readonly RulePack[], pack: RulePack) {
  return PackShelf.of([...packs.filter(({ name }) => name === pack.name), pack]);
}

/** Of two with one version the later given: the imported one. */
function newer(before: CalendarData, after: CalendarData): CalendarData {
  return after.version >= before.version ? after : before;
}

function refused(errors: Flaw[]): Admission {
  return { status: 'refused', errors };
}
