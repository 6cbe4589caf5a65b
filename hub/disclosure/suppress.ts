import { Span } from './span.ts';

/** A group of a published table: the cells it sums, and how many people's ratings they hold. */
export interface DisclosedGroup {
  /** Groups of one table lie apart and together are everything. */
  table: string;
  cells: readonly number[];
  people: number;
}

/**
 * Which groups must not be published (SZ-23a). Every group of 1 to `smallest` − 1 people is hidden,
 * and then so many more, the smallest first, that neither such a group nor what is hidden of a
 * table, when that is as small, can be computed from what is left: not from totals, and not by
 * adding and taking away groups of different tables. `cells`: how many there are.
 */
export function suppressed(
  groups: readonly DisclosedGroup[],
  { smallest, cells }: { smallest: number; cells: number },
): Set<number> {
  const isSmall = ({ people }: { people: number }) => people > 0 && people < smallest;
  const hidden = new Set<number>();
  for (const [index, group] of groups.entries()) if (isSmall(group)) hidden.add(index);
  for (;;) {
    const shown = [...groups.keys()].filter((index) => !hidden.has(index));
    const span = new Span(
      shown.map((index) => groups[index]?.cells ?? []),
      cells,
    );
    const targets = [...hidden].flatMap((index) => groups[index] ?? []);
    const small = [...targets, ...hiddenOfTables(targets)].filter(isSmall);
    const found = small.map((target) => span.combination(target.cells)).find((one) => one !== null);
    if (found === undefined || found === null) return hidden;
    const used = found.flatMap((row) => shown[row] ?? []);
    hidden.add(smallestOf(used, groups));
  }
}

/** What a reader gets by taking the published groups of a table from its total. */
function hiddenOfTables(hidden: readonly DisclosedGroup[]): DisclosedGroup[] {
  return [...Map.groupBy(hidden, ({ table }) => table)].map(([table, groups]) => ({
    table,
    cells: groups.flatMap(({ cells }) => cells),
    people: groups.reduce((sum, { people }) => sum + people, 0),
  }));
}

function smallestOf(used: readonly number[], groups: readonly DisclosedGroup[]): number {
  const peopleOf = (index: number) => groups[index]?.people ?? 0;
  return used.reduce((least, one) => (peopleOf(one) < peopleOf(least) ? one : least));
}
