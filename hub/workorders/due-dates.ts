import { type Deadline, deadline } from '../invitations/deadline.ts';
import { packLabel, type RulePack } from '../rules/pack.ts';
import type { WorkingCalendar } from '../rules/working-calendar.ts';

const REMEMBERED = 64;

/** Due dates by the day of the rating, each computed once: many ratings share a day (SZ-21b). */
export class DueDates {
  readonly #known = new Map<string, Deadline>();
  #calendar: WorkingCalendar | null = null;

  /** @param day of the rating in the pack's time zone, `YYYY-MM-DD` */
  of(
    day: string,
    pack: Pick<RulePack, 'name' | 'version' | 'timeZone' | 'workOrder'>,
    calendar: WorkingCalendar,
  ): Deadline {
    if (calendar !== this.#calendar) this.#known.clear();
    this.#calendar = calendar;
    const name = `${packLabel(pack)} ${day}`;
    const known = this.#known.get(name);
    if (known !== undefined) return known;
    const { timeZone, workOrder } = pack;
    const beganAt = Temporal.PlainDate.from(day).toZonedDateTime(timeZone).epochMilliseconds;
    const due = deadline(beganAt, workOrder.due, { timeZone, calendar });
    if (this.#known.size >= REMEMBERED) this.#known.clear();
    this.#known.set(name, due);
    return due;
  }
}
