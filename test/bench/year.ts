import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** A city of 20 halls with 400 windows, 60 items of 12 departments, 400 members of staff. */
const HALLS = 20;
const WINDOWS_PER_HALL = 20;
const ITEMS_PER_DEPARTMENT = 5;
const DEPARTMENTS = 12;
const ITEMS_PER_WINDOW = 4;

export const DAYS = 365;
export const LAST_DAY = '2026-06-30';

/** Of a hundred thousand, as halls see it: nearly all are content. */
const LEVELS = shares([5, 88_000], [4, 8_000], [3, 2_500], [2, 900], [1, 600]);
const CHANNELS = shares(['evaluator', 85_000], ['qr', 12_000], ['kiosk', 3_000]);
const STANDINGS = shares(
  ['counted', 97_800],
  ['refused', 1_500],
  ['unmatched', 500],
  ['notAdopted', 200],
);
const RELIEF = 0.1;
const WEEKEND = 0.15;

/**
 * Fills a stopped hub's store with `count` ratings over a year, and one default for each five of
 * them. The counters are what the store's own migrations and SQL make of the rows.
 */
export function fillYear(folder: string, count: number): void {
  const db = new DatabaseSync(join(folder, 'hub.sqlite'), { enableForeignKeyConstraints: false });
  try {
    db.exec('PRAGMA synchronous = OFF; PRAGMA cache_size = -400000; BEGIN');
    const head = Number(db.prepare('SELECT max(position) AS head FROM ledger').get()?.head);
    insertRatings(db, count, head + 1_000_000);
    db.exec(COUNT);
    insertDefaults(db, count / 5);
    db.exec(`${DERIVE}; COMMIT; PRAGMA wal_checkpoint(TRUNCATE)`);
  } finally {
    db.close();
  }
}

/** Beyond the ledger's own positions, so that the hub can go on appending. */
function insertRatings(db: DatabaseSync, count: number, from: number): void {
  const insert = db.prepare(
    `INSERT INTO ratings (position, terminalId, eventId, seq, promptId, caseNo, stage, level, channel,
       standing, decision, day, hallId, departmentCode, windowNo, itemCode, staffNo, tappedAt,
       receivedAt, storedAt, receiptCode, signature)
     VALUES (?, ?, ?, ?, '', ?, 'completion', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '', 'valid')`,
  );
  const random = seeded(20_260_630);
  const days = workload(random);
  for (let n = 0; n < count; n++) {
    const day = days[Math.floor((n / count) * days.length)] ?? LAST_DAY;
    const place = placeAt(random);
    const terminalId = `bench-${place.hall}-${place.window}`;
    const at = Date.parse(`${day}T04:00:00Z`);
    const name = String(n).padStart(12, '0');
    const position = from + n;
    const said = [pick(LEVELS, random), pick(CHANNELS, random), pick(STANDINGS, random)] as const;
    insert.run(
      ...[position, terminalId, name, n + 1, `B${name}`, ...said, position, day],
      ...[...valuesOf(place), at, at, at],
    );
  }
}

const COUNT = `INSERT INTO figures
  SELECT day, hallId, departmentCode, windowNo, itemCode, staffNo, level, channel,
    iif(standing = 'counted', 'citizen', standing), count(*),
    sum(standing IN ('counted', 'notAdopted'))
  FROM ratings GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9`;

const DERIVE = `INSERT INTO figureDays SELECT day, 1 FROM figures GROUP BY day;
  INSERT INTO figureTotals SELECT kind, sum(ratings), sum(cases) FROM figures GROUP BY kind;
  INSERT INTO meta (name, value) SELECT 'verifiedUpTo', max(position) FROM ratings WHERE true
    ON CONFLICT DO UPDATE SET value = excluded.value`;

function insertDefaults(db: DatabaseSync, count: number): void {
  const insert = db.prepare(
    `INSERT INTO figures VALUES (?, ?, ?, ?, ?, ?, 3, '', 'default', 1, 1)
     ON CONFLICT DO UPDATE SET ratings = ratings + 1, cases = cases + 1`,
  );
  const random = seeded(1);
  const days = workload(random);
  for (let n = 0; n < count; n++) {
    const day = days[Math.floor((n / count) * days.length)] ?? LAST_DAY;
    insert.run(day, ...valuesOf(placeAt(random)));
  }
}

interface BenchPlace {
  hall: number;
  window: number;
  item: number;
  staff: number;
}

function placeAt(random: () => number): BenchPlace {
  const hall = Math.floor(random() * HALLS);
  // Some windows are much busier than others.
  const window = Math.floor(random() ** 1.5 * WINDOWS_PER_HALL);
  const item = Math.floor(random() * ITEMS_PER_WINDOW);
  const relief = random() < RELIEF ? Math.floor(random() * WINDOWS_PER_HALL) : window;
  return { hall, window, item, staff: relief };
}

function valuesOf({ hall, window, item, staff }: BenchPlace): string[] {
  const department = (hall * WINDOWS_PER_HALL + window) % DEPARTMENTS;
  return [
    `H${two(hall)}`,
    `D${two(department)}`,
    `W${two(window)}`,
    `I${two(department)}-${item % ITEMS_PER_DEPARTMENT}`,
    `S${two(hall)}${two(staff)}`,
  ];
}

/** One entry for each share of the year's work: a weekend day has few. */
function workload(random: () => number): string[] {
  const last = Temporal.PlainDate.from(LAST_DAY);
  return Array.from({ length: DAYS }, (_, n) => last.subtract({ days: DAYS - 1 - n })).flatMap(
    (day) => {
      const share = day.dayOfWeek > 5 ? WEEKEND : 1;
      return Array<string>(Math.round(share * (90 + random() * 20))).fill(day.toString());
    },
  );
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}

function shares<T>(...parts: [value: T, share: number][]): [T, number][] {
  return parts;
}

function pick<T>(parts: readonly [T, number][], random: () => number): T {
  let rest = random() * 100_000;
  for (const [value, share] of parts) {
    rest -= share;
    if (rest < 0) return value;
  }
  return parts[0]?.[0] as T;
}

/** mulberry32: the same year at every run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
