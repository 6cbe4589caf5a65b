import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cellOf, emptyCounts } from '../statistics/cells.ts';
import type { FigureGroup } from '../statistics/dimension.ts';
import type { Directory } from '../store/port.ts';
import type { Bulletin } from './bulletin.ts';
import { compileBulletin } from './compile.ts';
import { bulletinCsv } from './csv.ts';
import { bulletinPage } from './page.ts';
import type { BulletinSource } from './source.ts';
import { HIDDEN } from './words.ts';

const FRAME = {
  from: '2026-11-01',
  to: '2026-11-30',
  timeZone: 'Asia/Shanghai',
  pack: 'shenzhen@1',
  smallestGroup: 5,
};
const DIRECTORY: Directory = {
  halls: [
    { hallId: 'H1', name: '福田大厅', notices: [], windows: [] },
    { hallId: 'H2', name: '<罗湖> "大厅"', notices: [], windows: [] },
    { hallId: 'H3', name: '南山大厅', notices: [], windows: [] },
  ],
  staff: [{ staffNo: 'S01', name: '王丽' }],
  items: [{ itemCode: 'i1', name: '居住证签注', certificate: false, departmentCode: 'd1' }],
};

function cell(hall: string, people: number, other: Partial<FigureGroup['key']> = {}): FigureGroup {
  const counts = emptyCounts();
  counts.ratings[cellOf('citizen', 5)] = people;
  counts.cases[cellOf('citizen', 5)] = people;
  return { key: { hall, department: 'd1', item: 'i1', ...other }, counts };
}

function sourceOf(groups: FigureGroup[], other: Partial<BulletinSource> = {}): BulletinSource {
  return {
    figures: { groups, count: groups.length, total: emptyCounts(), next: null },
    missing: [],
    quarantined: [],
    quarantineDropped: 0,
    ledger: { position: 9, hash: 'f'.repeat(64) },
    ...other,
  };
}

function bulletinOf(source: BulletinSource): Bulletin {
  return {
    month: '2026-11',
    edition: 1,
    corrects: null,
    publishedAt: '2026-12-01T01:00:00.000Z',
    ledger: source.ledger,
    content: compileBulletin(source, FRAME, DIRECTORY),
  };
}

describe('a bulletin', () => {
  it('names every hall of the directory, in one order, and the unknown last', () => {
    const { halls } = compileBulletin(sourceOf([cell('', 9), cell('H9', 9)]), FRAME, DIRECTORY);
    expect(halls.map(({ code, name }) => [code, name])).toEqual([
      ['H1', '福田大厅'],
      ['H2', '<罗湖> "大厅"'],
      ['H3', '南山大厅'],
      ['H9', 'H9'],
      ['', '未注明'],
    ]);
    expect(halls[0]?.figures?.ratings).toMatchObject({ citizen: 0, satisfaction: null });
  });

  it('hides a small hall and another one, but not the total', () => {
    const content = compileBulletin(
      sourceOf([cell('H1', 2), cell('H2', 10), cell('H3', 50)]),
      FRAME,
      DIRECTORY,
    );
    expect(content.halls.map(({ figures }) => figures?.received ?? null)).toEqual([null, null, 50]);
    expect(content.total.figures?.received).toBe(62);
  });

  it('states what was received so that it can be recounted, defaults apart', () => {
    const one = cell('H1', 10);
    one.counts.ratings[cellOf('default', 3)] = 40;
    one.counts.ratings[cellOf('test', 1)] = 1;
    one.counts.ratings[cellOf('unmatched', 1)] = 2;
    one.counts.ratings[cellOf('refused', 0)] = 3;
    one.counts.ratings[cellOf('notAdopted', 1)] = 4;
    const { total } = compileBulletin(sourceOf([one]), FRAME, DIRECTORY);
    expect(total.figures).toMatchObject({
      received: 20,
      ratings: { citizen: 10, default: 40, test: 1, unmatched: 2, refused: 3, notAdopted: 4 },
    });
    expect(total.figures?.ratings.satisfaction).toBe(10 / 14);
  });

  it('states per hall what is missing and quarantined, and all together', () => {
    const source = sourceOf([cell('H1', 9)], {
      missing: [{ hallId: 'H1', count: 3 }],
      quarantined: [
        { hallId: '', count: 2 },
        { hallId: 'H3', count: 1 },
      ],
    });
    const { halls, total } = compileBulletin(source, FRAME, DIRECTORY);
    expect(total).toMatchObject({ missing: 3, quarantined: 3 });
    expect(halls.map(({ missing, quarantined }) => [missing, quarantined])).toEqual([
      [3, 0],
      [0, 0],
      [0, 1],
      [0, 2],
    ]);
  });

  it('holds nothing of staff or windows, whatever it is made of', () => {
    const text = JSON.stringify(bulletinOf(sourceOf([cell('H1', 9)])));
    expect(text).not.toMatch(/S01|王丽|staff|window/);
  });

  it('never lets a hidden hall be the total less the halls that are shown', () => {
    const people = fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 1, maxLength: 8 });
    const property = fc.property(people, (list) => {
      const groups = list.map((many, index) => cell(`K${index}`, many));
      const { halls, total } = compileBulletin(sourceOf(groups), FRAME, DIRECTORY);
      const hidden = halls.filter(({ figures }) => figures === null);
      const hiddenPeople = hidden.reduce((sum, { code }) => sum + (list[Number(code[1])] ?? 0), 0);
      if (total.figures === null || hidden.length === 0) return;
      expect(hidden.length).toBeGreaterThan(1);
      expect(hiddenPeople).toBeGreaterThanOrEqual(FRAME.smallestGroup);
    });
    fc.assert(property);
  });

  it('NORM: as a page keeps its meaning in black and white, in large type and one order, harmless whatever a hall is called', () => {
    const page = bulletinPage(bulletinOf(sourceOf([cell('H1', 2), cell('H2', 9)])), 'abc');
    expect(page).toContain('&lt;罗湖&gt; &quot;大厅&quot;（H2）');
    expect(page).toContain(HIDDEN);
    const order = ['非常满意', '满意', '基本满意', '不满意', '非常不满意'];
    expect(page).toContain(order.map((level) => `<th scope="col">${level}</th>`).join(''));
    expect(page).toMatch(/body \{ font: 20px\/1\.6/);
    expect(page).not.toMatch(/color:(?! #000)|<script|<img|src=|href=/);
    expect(page).not.toContain('更正：');
  });

  it('that corrects another says so before anything else', () => {
    const corrects = { edition: 1, digest: 'd', publishedAt: '2026-12-01T01:00:00.000Z' };
    const bulletin = { ...bulletinOf(sourceOf([])), edition: 2, corrects };
    const page = bulletinPage(bulletin, 'abc');
    expect(page.indexOf('更正：')).toBeGreaterThan(0);
    expect(page.indexOf('更正：')).toBeLessThan(page.indexOf('<table>'));
  });

  it('as CSV has as many cells in each line as in its head', () => {
    const csv = bulletinCsv(bulletinOf(sourceOf([cell('H1', 2), cell('H3', 90)])));
    const lines = csv.trim().split('\r\n');
    const cells = lines.map((line) => line.replaceAll(/"[^"]*(""[^"]*)*"/g, 'x').split(',').length);
    expect(new Set(cells).size).toBe(1);
    expect(lines[0]).toContain('评价·非常满意,评价·满意,评价·基本满意,评价·不满意,评价·非常不满意');
  });
});
