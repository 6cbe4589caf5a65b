import { addCounts, emptyCounts, levelsOf, sumOf } from '../statistics/cells.ts';
import type { CellCounts, FigureGroup } from '../statistics/dimension.ts';
import { FIGURE_KINDS } from '../statistics/figure.ts';
import { summaryOf } from '../statistics/summary.ts';
import type { Directory } from '../store/port.ts';
import type { BulletinContent, BulletinEntry, Published } from './bulletin.ts';
import type { BulletinSource, HallCount } from './source.ts';
import { type DisclosedGroup, suppressed } from './suppress.ts';

const TABLES = ['hall', 'department', 'item'] as const;
type Table = (typeof TABLES)[number];

interface Group extends DisclosedGroup {
  table: Table | 'total';
  code: string;
  counts: CellCounts;
}

export type BulletinFrame = Pick<
  BulletinContent,
  'from' | 'to' | 'timeZone' | 'pack' | 'smallestGroup'
>;

/** Makes a month's bulletin of what the store knows; the same source gives the same bulletin. */
export function compileBulletin(
  source: BulletinSource,
  frame: BulletinFrame,
  directory: Directory,
): BulletinContent {
  const cells = source.figures.groups;
  const groups = [
    groupOf('total', '', cells, cells),
    ...TABLES.flatMap((table) => tableOf(table, cells, codesOf(table, source, directory))),
  ];
  const hidden = suppressed(groups, { smallest: frame.smallestGroup, cells: cells.length });
  const shown = groups.map((group, index) => ({
    group,
    figures: hidden.has(index) ? null : publishedOf(group.counts),
  }));
  const entries = (table: Table): BulletinEntry[] =>
    shown
      .filter(({ group }) => group.table === table)
      .map(({ group: { code }, figures }) => ({
        code,
        name: nameOf(table, code, directory),
        figures,
      }));
  const { missing, quarantined, quarantineDropped } = source;
  return {
    ...frame,
    total: {
      figures: shown[0]?.figures ?? null,
      missing: countOf(missing),
      quarantined: countOf(quarantined),
    },
    halls: entries('hall').map((entry) => ({
      ...entry,
      missing: countOf(missing, entry.code),
      quarantined: countOf(quarantined, entry.code),
    })),
    departments: entries('department'),
    items: entries('item'),
    quarantineDropped,
  };
}

function tableOf(table: Table, cells: readonly FigureGroup[], codes: readonly string[]): Group[] {
  const members = Map.groupBy(cells, ({ key }) => key[table] ?? '');
  return codes.map((code) => groupOf(table, code, members.get(code) ?? [], cells));
}

function groupOf(
  table: Group['table'],
  code: string,
  members: readonly FigureGroup[],
  cells: readonly FigureGroup[],
): Group {
  const counts = emptyCounts();
  for (const member of members) addCounts(counts, member.counts);
  const places = new Map(cells.map((cell, index) => [cell, index]));
  const withPeople = members.filter((member) => peopleIn(member.counts) > 0);
  return {
    table,
    code,
    counts,
    people: peopleIn(counts),
    cells: withPeople.map((member) => places.get(member) ?? 0),
  };
}

/** Those who said something; a default was given by nobody. */
function peopleIn({ ratings }: CellCounts): number {
  const said = [...levelsOf(ratings, 'citizen'), ...levelsOf(ratings, 'notAdopted')];
  return said.reduce((sum, one) => sum + one, 0);
}

function publishedOf(counts: CellCounts): Published {
  const kinds = FIGURE_KINDS.filter((kind) => kind !== 'default');
  const received = kinds.reduce((sum, kind) => sum + sumOf(counts.ratings, kind), 0);
  return { ...summaryOf(counts, { perPerson: false }), received };
}

/** Every code of the directory or the month, in the order of its text, "not known" last. */
function codesOf(table: Table, source: BulletinSource, { halls, items }: Directory): string[] {
  const used = source.figures.groups.map(({ key }) => key[table] ?? '');
  const known = {
    hall: [
      ...halls.map(({ hallId }) => hallId),
      ...source.missing.map(({ hallId }) => hallId),
      ...source.quarantined.map(({ hallId }) => hallId),
    ],
    department: items.flatMap(({ departmentCode }) => departmentCode ?? []),
    item: items.map(({ itemCode }) => itemCode),
  };
  const codes = [...new Set([...known[table], ...used])].sort();
  return [...codes.filter((code) => code !== ''), ...codes.filter((code) => code === '')];
}

function nameOf(table: Table, code: string, { halls, items }: Directory): string {
  if (code === '') return '未注明';
  if (table === 'hall') return halls.find(({ hallId }) => hallId === code)?.name ?? code;
  if (table === 'item') return items.find(({ itemCode }) => itemCode === code)?.name ?? code;
  return code;
}

function countOf(counts: readonly HallCount[], hall?: string): number {
  const those = counts.filter(({ hallId }) => hall === undefined || hallId === hall);
  return those.reduce((sum, { count }) => sum + count, 0);
}
