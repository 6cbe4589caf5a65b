import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { whatIf } from '../../hub/ledger/what-if.ts';
import { shenzhen, stateCouncilCalendar } from '../../hub/rules/built-in.ts';
import { WorkingCalendar } from '../../hub/rules/working-calendar.ts';
import { makePlace } from '../../hub/store/sqlite/contract-place.ts';
import { toldByOracle, toldByStore } from './comparison.ts';
import { deadlineOf } from './days.ts';
import { watchInvariants } from './invariants.ts';
import { rule } from './oracle.ts';
import { PlayedHall } from './played-hall.ts';
import { type Scenario, seasons } from './scenario.ts';

/** Longer nights: HAOCHAPING_PROOF_RUNS=5000, and HAOCHAPING_PROOF_SEED to see one again. */
const RUNS = Number(process.env.HAOCHAPING_PROOF_RUNS ?? '6');
const SEED = process.env.HAOCHAPING_PROOF_SEED;

async function agrees(days: Scenario[]): Promise<void> {
  const place = await makePlace();
  const played = await PlayedHall.open(place);
  const invariants = watchInvariants(join(place.child.argument, 'hub.sqlite'));
  try {
    for (const day of days) {
      await played.play(day, ({ what }) => expect(invariants.broken(), what).toEqual([]));
    }
    const facts = played.facts();
    expect(await toldByStore(played.hall.store, facts)).toEqual(toldByOracle(rule(facts)));
    expect(await place.problem()).toBeNull();
    expect(differencesBySamePack(place.child.argument)).toEqual([]);
  } finally {
    invariants.close();
    await played.hall.store.stop();
    await place.remove();
  }
}

/** SZ-17, SZ-20a: the past judged again by the rules of then is the past. */
function differencesBySamePack(folder: string): unknown[] {
  const db = new DatabaseSync(join(folder, 'hub.sqlite'), { readOnly: true });
  const rows = db.prepare('SELECT position, kind, at, body, payload FROM ledger ORDER BY position');
  const entries = rows.all() as unknown as Parameters<typeof whatIf>[0];
  db.close();
  return whatIf(entries, RULES, { from: '2000-01-01', to: '2099-12-31' }).differences;
}

const RULES = { pack: shenzhen, calendar: new WorkingCalendar(stateCouncilCalendar) };

describe('the oracle', () => {
  it.each([
    ['2026-11-22T09:30:00.000+08:00', '2026-11-30T00:00:00.000+08:00'],
    ['2026-11-22T23:59:59.000+08:00', '2026-11-30T00:00:00.000+08:00'],
    ['2028-02-25T12:00:00.000+08:00', '2028-03-04T00:00:00.000+08:00'],
    ['2026-12-28T00:00:00.000+08:00', '2027-01-05T00:00:00.000+08:00'],
  ])('SZ-17a: what was completed %s closes %s', (completed, closes) => {
    expect(deadlineOf(Date.parse(completed)).closesAt).toBe(Date.parse(closes));
  });

  it('SZ-17, SZ-18, SZ-20, SZ-1R: says the same as the hub of any day, whatever the order, doubling and delay', async () => {
    const seed = SEED === undefined ? {} : { seed: Number(SEED) };
    await fc.assert(fc.asyncProperty(seasons, agrees), { numRuns: RUNS, ...seed });
  }, 86_400_000);
});
