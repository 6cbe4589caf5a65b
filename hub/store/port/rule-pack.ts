import type { CalendarData } from '../../rules/calendar-data.ts';
import type { Flaw } from '../../rules/flaw.ts';
import type { RulePack } from '../../rules/pack.ts';
import type { Moved } from '../../rules/recomputable.ts';
import type { Admission } from '../../rules/rule-book.ts';

/** Rule packs and the working calendar. */
export interface RuleCommands {
  /** A sound pack of any place. Idempotent; refused where it clashes with what is known. */
  'pack.import': {
    command: { pack: RulePack; by: string; at: number };
    outcome: { status: 'imported' | 'unchanged' } | { status: 'refused'; errors: Flaw[] };
  };
  /** A sound calendar. What is open and counts working days is counted again. Idempotent. */
  'calendar.import': {
    command: { calendar: CalendarData; by: string; at: number };
    outcome:
      | { status: 'imported'; moved: Moved[] }
      | { status: 'unchanged' }
      | { status: 'refused'; errors: Flaw[] };
  };
}

export interface RuleQueries {
  /** The packs of every place, and the one in force in the hub's own place today, if any is yet. */
  packs: { query: object; answer: { place: string; inForce: RulePack | null; packs: PackRow[] } };
  calendar: { query: object; answer: CalendarRow };
  /** What an import would say now. */
  packAdmission: { query: { pack: RulePack }; answer: Admission };
  calendarAdmission: { query: { calendar: CalendarData }; answer: Admission };
}

/** A rule pack; who imported it and when, or null where a release brought it. */
export interface PackRow {
  pack: RulePack;
  imported: { at: number; by: string } | null;
}

/** The working calendar in force. */
export interface CalendarRow {
  calendar: CalendarData;
  imported: { at: number; by: string } | null;
}
