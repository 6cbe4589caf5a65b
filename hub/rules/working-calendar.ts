import { type CalendarData, isWeekend } from './calendar-data.ts';

/** Where a count of working days ends. */
export interface CountedDays {
  /** `YYYY-MM-DD` */
  lastDay: string;
  /** It touches a year whose notice is not known; that year was taken from its weekdays alone. */
  provisional: boolean;
}

/** Tells working days from others (SZ-21b). Pure; its data must have passed `parseCalendar`. */
export class WorkingCalendar {
  readonly data: CalendarData;
  readonly #years: ReadonlySet<number>;
  readonly #holidays: ReadonlySet<string>;
  readonly #workdays: ReadonlySet<string>;

  constructor(data: CalendarData) {
    this.data = data;
    this.#years = new Set(data.years.map(({ year }) => year));
    this.#holidays = new Set(data.years.flatMap(({ holidays }) => holidays));
    this.#workdays = new Set(data.years.flatMap(({ workdays }) => workdays));
  }

  get version(): number {
    return this.data.version;
  }

  /** Is the notice for the year of this day known? */
  knows(day: string): boolean {
    return this.#years.has(Number(day.slice(0, 4)));
  }

  isWorkingDay(day: string): boolean {
    if (this.#workdays.has(day)) return true;
    return !this.#holidays.has(day) && !isWeekend(day);
  }

  /** The day on which `days` working days after this day are over; the day itself is not counted. */
  after(day: string, days: number): CountedDays {
    let date = Temporal.PlainDate.from(day);
    let provisional = false;
    for (let left = days; left > 0; ) {
      date = date.add({ days: 1 });
      const text = date.toString();
      provisional ||= !this.knows(text);
      if (this.isWorkingDay(text)) left--;
    }
    return { lastDay: date.toString(), provisional };
  }
}
