import { LEVEL_NAMES, LEVELS } from '../../protocol/index.ts';
import { KIND_NAMES } from '../statistics/words.ts';
import type { Bulletin, BulletinEntry, Failures, Published } from './bulletin.ts';
import { HIDDEN, notes, TABLE_NAMES } from './words.ts';

/** Large and clear, in black and white: nothing is said by colour, size or place alone (NORM). */
const STYLE = `
body { font: 20px/1.6 "Noto Sans SC", "Microsoft YaHei", sans-serif; color: #000; background: #fff;
  margin: 2rem auto; max-width: 80rem; padding: 0 1rem }
h1 { font-size: 2rem } h2 { font-size: 1.5rem; margin-top: 2rem }
.scroll { overflow-x: auto }
table { border-collapse: collapse; width: 100% } caption { text-align: left }
th, td { border: 1px solid #000; padding: .3rem .6rem; text-align: right }
th { border-bottom-width: 3px; word-break: keep-all } th:first-child, td:first-child { text-align: left }
td.hidden { text-align: left }
.correction { border: 3px solid #000; padding: .5rem 1rem; font-weight: bold }
.proof { overflow-wrap: anywhere }
@media print { @page { size: A4 landscape } body { font-size: 12pt; margin: 0; max-width: none }
  tr { break-inside: avoid } thead { display: table-header-group } }
`;

const FIGURE_COLUMNS = [
  ...LEVELS.map((level) => LEVEL_NAMES[level]),
  '满意率',
  KIND_NAMES.default,
  '含默认满意率',
  '办件',
  KIND_NAMES.notAdopted,
  KIND_NAMES.test,
  KIND_NAMES.unmatched,
  KIND_NAMES.refused,
  '收到',
];

/** A bulletin as a page that can be read, printed and copied. */
export function bulletinPage(bulletin: Bulletin, digest: string): string {
  const { month, edition, corrects, publishedAt, ledger, content } = bulletin;
  const { total, halls, departments, items, smallestGroup, timeZone } = content;
  const title = `政务服务“好差评”通报 ${monthText(month)}`;
  const whole = [{ code: '', name: TABLE_NAMES.total, ...total }];
  return `<!doctype html>
<html lang="zh-CN">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escaped(title)}</title>
<style>${STYLE}</style>
<h1>${escaped(title)}</h1>
${corrects === null ? '' : correctionText(edition, corrects, timeZone)}
<p>统计期间：${escaped(content.from)} 至 ${escaped(content.to)}（含）。第 ${edition} 版，发布时间 ${timeText(publishedAt, timeZone)}。</p>
${tableOf(TABLE_NAMES.total, whole)}
${tableOf(TABLE_NAMES.halls, halls)}
${tableOf(TABLE_NAMES.departments, departments)}
${tableOf(TABLE_NAMES.items, items)}
<h2>说明</h2>
<ul>${notes(smallestGroup)
    .map((note) => `<li>${escaped(note)}</li>`)
    .join('\n')}</ul>
<h2>核对</h2>
<p class="proof">本通报依据评价台账第 1 至 ${ledger.position} 条统计，末条校验值 ${escaped(ledger.hash)}；本版校验值 ${escaped(digest)}。</p>
</html>
`;
}

function correctionText(
  edition: number,
  corrects: NonNullable<Bulletin['corrects']>,
  timeZone: string,
): string {
  return `<p class="correction">更正：本版（第 ${edition} 版）更正 ${timeText(corrects.publishedAt, timeZone)} 发布的第 ${corrects.edition} 版，前版不再有效。</p>`;
}

function tableOf(name: string, entries: readonly (BulletinEntry & Partial<Failures>)[]): string {
  const failures = entries.some(({ missing }) => missing !== undefined) ? ['缺失', '隔离'] : [];
  const columns = [name, ...FIGURE_COLUMNS, ...failures];
  const rows = entries.map(
    (entry) =>
      `<tr><td>${escaped(labelOf(entry))}</td>${cells(entry.figures)}${failureCells(entry)}</tr>`,
  );
  return `<h2>${name}</h2>
<div class="scroll"><table>
<thead><tr>${columns.map((column) => `<th scope="col">${column}</th>`).join('')}</tr></thead>
<tbody>
${rows.join('\n')}
</tbody>
</table></div>`;
}

function labelOf({ code, name }: BulletinEntry): string {
  return code === '' || code === name ? name : `${name}（${code}）`;
}

function cells(figures: Published): string {
  if (figures === null)
    return `<td class="hidden" colspan="${FIGURE_COLUMNS.length}">${HIDDEN}</td>`;
  const { ratings, cases, received } = figures;
  const values = [
    ...ratings.levels,
    share(ratings.satisfaction),
    ratings.default,
    share(ratings.satisfactionWithDefaults),
    cases.levels.reduce((sum, one) => sum + one, 0),
    ratings.notAdopted,
    ratings.test,
    ratings.unmatched,
    ratings.refused + ratings.forged,
    received,
  ];
  return values.map((value) => `<td>${value}</td>`).join('');
}

function failureCells({ missing, quarantined }: Partial<Failures>): string {
  return missing === undefined ? '' : `<td>${missing}</td><td>${quarantined}</td>`;
}

function share(of: number | null): string {
  return of === null ? '—' : `${(of * 100).toFixed(2)}%`;
}

/** As a clock on the wall there shows it. */
function timeText(instant: string, timeZone: string): string {
  const local = Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone);
  const { year, month, day } = local;
  return `${year}年${month}月${day}日 ${local.toPlainTime().toString({ smallestUnit: 'minute' })}`;
}

function monthText(month: string): string {
  const [year, number] = month.split('-');
  return `${year}年${Number(number)}月`;
}

function escaped(text: string): string {
  const entities: Record<string, string> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return text.replace(/[&<>"']/g, (letter) => entities[letter] ?? letter);
}
