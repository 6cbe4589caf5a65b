/** RFC 3339 with milliseconds, as the wire wants it, from epoch milliseconds. */
export function instantText(at: number): string {
  return Temporal.Instant.fromEpochMilliseconds(at).toString({ fractionalSecondDigits: 3 });
}

/** Tells the calendar day of an instant in one time zone, and remembers the days asked for. */
export class DayCalendar {
  readonly #timeZone: string;
  #known: { from: number; to: number; day: string }[] = [];

  constructor(timeZone: string) {
    this.#timeZone = timeZone;
  }

  /** `YYYY-MM-DD` of an instant in epoch milliseconds. */
  dayOf(at: number): string {
    for (const known of this.#known) if (at >= known.from && at < known.to) return known.day;
    const date = Temporal.Instant.fromEpochMilliseconds(at)
      .toZonedDateTimeISO(this.#timeZone)
      .toPlainDate();
    const from = date.toZonedDateTime(this.#timeZone).epochMilliseconds;
    const to = date.add({ days: 1 }).toZonedDateTime(this.#timeZone).epochMilliseconds;
    const entry = { from, to, day: date.toString() };
    this.#known = [entry, ...this.#known].slice(0, 16);
    return entry.day;
  }
}
