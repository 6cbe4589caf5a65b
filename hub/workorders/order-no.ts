const FORM = /^GD(\d{4})(\d{2})(\d{2})-(\d{6,15})$/;
const DIGITS = 6;

/**
 * The number people know a work order by, e.g. `GD20261120-000123`: the day of its rating and the
 * rating's place in the ledger, so that it is unique without a counter and leads back without an
 * index.
 */
export function orderNo(day: string, rating: number): string {
  return `GD${day.replaceAll('-', '')}-${String(rating).padStart(DIGITS, '0')}`;
}

/** Day and ledger position of the rating, or null when it is no order number. */
export function parseOrderNo(text: string): { day: string; rating: number } | null {
  const [, year, month, day, digits = ''] = FORM.exec(text) ?? [];
  if (year === undefined) return null;
  const rating = Number(digits);
  const parsed = { day: `${year}-${month}-${day}`, rating };
  return orderNo(parsed.day, rating) === text ? parsed : null;
}
