/** A cell: a number stays one, nothing is empty, text is made harmless. */
export type CsvCell = string | number | null;

const BYTE_ORDER_MARK = '\u{feff}';

/**
 * CSV as spreadsheets open it without being asked: UTF-8 with its mark, RFC 4180 quoting. Text that
 * a spreadsheet would run as a formula gets an apostrophe before it.
 */
export function csvText(header: readonly string[], rows: readonly (readonly CsvCell[])[]): string {
  return `${BYTE_ORDER_MARK}${[header, ...rows].map(lineOf).join('')}`;
}

function lineOf(cells: readonly CsvCell[]): string {
  return `${cells.map(cellText).join(',')}\r\n`;
}

function cellText(cell: CsvCell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const harmless = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/** A share of 1 as percent with two places, e.g. 97.31; empty where there is none. */
export function percent(share: number | null): CsvCell {
  return share === null ? null : Math.round(share * 10_000) / 100;
}
