/** RFC 3339 with milliseconds, as every instant on the wire is written. */
export function instantText(epochMs: number): string {
  return Temporal.Instant.fromEpochMilliseconds(epochMs).toString({ fractionalSecondDigits: 3 });
}
