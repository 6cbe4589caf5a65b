import type { Term } from '../rules/term.ts';
import { type Due, deadline, type WorkingCalendar } from './due.ts';

const REMEMBERED = 32;

/** Due dates by the day of the rating, each computed once: many ratings share a day. */
export class DueDates {
  readonly #term: Term;
  readonly #timeZone: string;
  readonly #known = new Map<string, Due>();
  #calendar: WorkingCalendar | null = null;

  constructor(regime: { term: Term; timeZone: string }) {
    this.#term = regime.term;
    this.#timeZone = regime.timeZone;
  }

  /** @param day of the rating in the pack's time zone, `YYYY-MM-DD` */
  of(day: string): Due {
    const known = this.#known.get(day);
    if (known !== undefined) return known;
    const beganAt = Temporal.PlainDate.from(day).toZonedDateTime(this.#timeZone).epochMilliseconds;
    const regime = { timeZone: this.#timeZone, calendar: this.#calendar };
    const due = deadline(beganAt, this.#term, regime);
    if (this.#known.size >= REMEMBERED) this.#known.clear();
    this.#known.set(day, due);
    return due;
  }

  /** From now on by this calendar. */
  use(calendar: WorkingCalendar): void {
    this.#calendar = calendar;
    this.#known.clear();
  }
}
