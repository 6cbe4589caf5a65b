/** How pages and files of a hub in test mode say what they are. Pure. */
export const TEST_MODE_WORDS = '测试模式：非真实数据 · TEST MODE: not real data';

const BYTE_ORDER_MARK = '\u{feff}';

/** A page with the words before everything that it shows, and in its title. */
export function markedPage(html: string): string {
  const banner = `<p role="note"><strong>${TEST_MODE_WORDS}</strong></p>`;
  const titled = html.replace(/<title>/i, '<title>[测试 TEST] ');
  if (/<body[^>]*>/i.test(titled)) return titled.replace(/<body[^>]*>/i, (body) => body + banner);
  // Without a body tag the first thing that is shown begins it.
  if (/<h1|<p/i.test(titled)) return titled.replace(/<h1|<p/i, (first) => banner + first);
  return titled + banner;
}

/** A spreadsheet whose first line says it; no reader takes the rest for a table of production. */
export function markedCsv(csv: string): string {
  const marked = csv.startsWith(BYTE_ORDER_MARK);
  const rest = marked ? csv.slice(BYTE_ORDER_MARK.length) : csv;
  return `${marked ? BYTE_ORDER_MARK : ''}${TEST_MODE_WORDS}\r\n${rest}`;
}

/** `attachment; filename="TEST-…"`. */
export function markedFileName(disposition: string): string {
  return disposition.replace('filename="', 'filename="TEST-');
}
