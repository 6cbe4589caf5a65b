import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Administrator, type HubAccess } from './administrator.ts';
import { type Figure, percentile } from './figures.ts';
import { end, start } from './processes.ts';
import { DAYS, fillYear, LAST_DAY } from './year.ts';

const RATINGS = 2_000_000;
const DIMENSIONS = ['day', 'hall', 'department', 'window', 'item', 'staff', 'level', 'channel'];
const BOUND_MS = 100;

interface Addresses {
  httpUrl: string;
  firstAdministrator: HubAccess['administrator'] | null;
}

interface Answer {
  total: { ratings: { citizen: number; refused: number; unmatched: number; notAdopted: number } };
}

/** A year of figures by each pair of dimensions, asked over HTTP of a running hub; the first page. */
export async function figureQuestions(
  rounds: number,
  say: (line: string) => void,
): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'haochaping-bench-'));
  try {
    const first = await startHub(folder);
    await end(first.child);
    say(`figures: filling a store with ${RATINGS.toLocaleString('en')} ratings …`);
    fillYear(folder, RATINGS);
    const { child, httpUrl } = await startHub(folder);
    try {
      const administrator = first.administrator;
      if (administrator === null) throw new Error('the new hub has no administrator');
      say('figures: asking for every pair of groupings …');
      return await measure(new Administrator({ httpUrl, administrator }), rounds);
    } finally {
      await end(child);
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function startHub(folder: string) {
  const { child, ready } = await start<Addresses>('hub.ts', { args: [folder] });
  return { child, httpUrl: ready.httpUrl, administrator: ready.firstAdministrator };
}

async function measure(administrator: Administrator, rounds: number): Promise<Figure[]> {
  await administrator.logIn();
  const first = await timed(administrator, ['hall', 'level']);
  const pairs = DIMENSIONS.flatMap((one, index) =>
    DIMENSIONS.slice(index + 1).map((other) => [one, other]),
  );
  const slowest = new Map<string, number[]>();
  const all: number[] = [];
  for (let round = 0; round < rounds; round++) {
    for (const pair of pairs) {
      const elapsedMs = await timed(administrator, pair);
      all.push(elapsedMs);
      slowest.set(pair.join(' × '), [...(slowest.get(pair.join(' × ')) ?? []), elapsedMs]);
    }
  }
  return [
    {
      name: `figures for a year × any two groupings, ${RATINGS.toLocaleString('en')} ratings, p95`,
      value: percentile(Float64Array.from(all), 0.95),
      unit: 'ms',
      bound: { atMost: BOUND_MS },
    },
    slowestOf(slowest),
    { name: 'figures, the first question after a start', value: first, unit: 'ms' },
  ];
}

/** The pair that takes longest: no grouping may hide behind the others. */
function slowestOf(elapsed: ReadonlyMap<string, number[]>): Figure {
  const medians = [...elapsed].map(([pair, list]) => {
    return [pair, percentile(Float64Array.from(list), 0.5)] as const;
  });
  const [pair, value] = medians.reduce((worst, one) => (one[1] > worst[1] ? one : worst));
  return { name: `figures, the slowest pair (${pair}), p50`, value, unit: 'ms' };
}

/** Milliseconds from the question to the whole answer read. An answer that misses ratings is none. */
async function timed(administrator: Administrator, by: readonly string[]): Promise<number> {
  const from = Temporal.PlainDate.from(LAST_DAY).subtract({ days: DAYS - 1 });
  const path = `/api/figures?from=${from}&to=${LAST_DAY}&by=${by.join(',')}`;
  const started = performance.now();
  const { total } = await administrator.call<Answer>('GET', path);
  const elapsedMs = performance.now() - started;
  const { citizen, refused, unmatched, notAdopted } = total.ratings;
  const counted = citizen + refused + unmatched + notAdopted;
  if (counted !== RATINGS) throw new Error(`${path} counts ${counted} ratings of ${RATINGS}`);
  return elapsedMs;
}
