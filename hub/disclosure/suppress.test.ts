import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DisclosedGroup, suppressed } from './suppress.ts';

type Cell = [hall: number, item: number, people: number];

/** Tables by hall and by item over the same cells, and their total. */
function groupsOf(cells: readonly Cell[]): DisclosedGroup[] {
  const all = cells.map((cell, index) => ({ cell, index }));
  const table = (name: string, nameOf: (cell: Cell) => number) =>
    [...Map.groupBy(all, ({ cell }) => nameOf(cell))].map(([, members]) => groupOf(name, members));
  return [
    groupOf('total', all),
    ...table('hall', ([hall]) => hall),
    ...table('item', ([, item]) => item),
  ];
}

function groupOf(table: string, members: { cell: Cell; index: number }[]): DisclosedGroup {
  return {
    table,
    cells: members.map(({ index }) => index),
    people: members.reduce((sum, { cell }) => sum + cell[2], 0),
  };
}

function hiddenPeople(cells: readonly Cell[], smallest = 5): string[] {
  const groups = groupsOf(cells);
  const hidden = suppressed(groups, { smallest, cells: cells.length });
  return [...hidden].map((index) => `${groups[index]?.table} ${groups[index]?.people}`).sort();
}

/** By fractions of whole numbers, as one would on paper: an own way to the same answer. */
function canBeComputed(target: readonly number[], rows: readonly number[][], cells: number) {
  const vectors = [...rows, target].map((members) =>
    Array.from({ length: cells }, (_, cell) => (members.includes(cell) ? 1n : 0n)),
  );
  return rank(vectors) === rank(vectors.slice(0, -1));
}

function rank(rows: readonly bigint[][]): number {
  const left = rows.map((row) => [...row]);
  let found = 0;
  for (let column = 0; column < (rows[0]?.length ?? 0); column++) {
    const at = left.findIndex((row, index) => index >= found && row[column] !== 0n);
    if (at < 0) continue;
    const [pivot = []] = left.splice(at, 1);
    for (const [index, row] of left.entries()) {
      const factor = row[column] ?? 0n;
      if (index < found || factor === 0n) continue;
      left[index] = row.map((one, i) => one * (pivot[column] ?? 1n) - (pivot[i] ?? 0n) * factor);
    }
    left.splice(found++, 0, pivot);
  }
  return found;
}

describe('suppression of small groups', () => {
  it('hides nothing where every group is large enough', () => {
    expect(
      hiddenPeople([
        [1, 1, 5],
        [2, 1, 9],
      ]),
    ).toEqual([]);
  });

  it('hides a second group, so that the first is not the total less the others', () => {
    const cells: Cell[] = [
      [1, 1, 3],
      [2, 1, 20],
      [3, 1, 90],
    ];
    expect(hiddenPeople(cells)).toEqual(['hall 20', 'hall 3']);
  });

  it('hides more where two hidden groups together are still small', () => {
    const cells: Cell[] = [
      [1, 1, 1],
      [2, 1, 2],
      [3, 1, 30],
      [4, 1, 90],
    ];
    expect(hiddenPeople(cells)).toEqual(['hall 1', 'hall 2', 'hall 30']);
  });

  it('hides everything where everything is small', () => {
    expect(
      hiddenPeople([
        [1, 1, 2],
        [2, 2, 1],
      ]),
    ).toEqual(['hall 1', 'hall 2', 'item 1', 'item 2', 'total 3']);
  });

  it('sees through two tables: an item done in one hall alone is that hall', () => {
    const cells: Cell[] = [
      [1, 1, 3],
      [2, 2, 20],
      [3, 3, 90],
      [4, 3, 80],
    ];
    const hidden = hiddenPeople(cells);
    expect(hidden).toContain('hall 3');
    expect(hidden).toContain('item 3');
    expect(hidden).toEqual(expect.arrayContaining(['hall 20', 'item 20']));
  });

  it('leaves no small group that could be computed, in any tables', () => {
    const cell = fc.tuple(
      fc.integer({ min: 1, max: 5 }),
      fc.integer({ min: 1, max: 5 }),
      fc.integer({ min: 1, max: 12 }),
    );
    const list = fc.uniqueArray(cell, { selector: ([a, b]) => `${a},${b}`, maxLength: 14 });
    const property = fc.property(list, (cells) => {
      const groups = groupsOf(cells);
      const hidden = suppressed(groups, { smallest: 5, cells: cells.length });
      const shown = groups.filter((_, index) => !hidden.has(index)).map((one) => [...one.cells]);
      for (const { people, cells: members } of groups) {
        if (people === 0 || people >= 5) continue;
        expect(canBeComputed(members, shown, cells.length)).toBe(false);
      }
    });
    fc.assert(property, { numRuns: 300 });
  });
});
