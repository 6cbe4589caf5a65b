import { afterEach, describe, expect, it } from 'vitest';
import type { Store } from '../../hub/index.ts';
import { until } from '../until.ts';
import { ProvinceHall } from './province-hall.ts';

/** Many times what the hub holds of them in memory (24) or sends at once (8). */
const WAITING = 1_000;

/** A store that notes how many due deliveries were read at once. */
function spied() {
  const state = { mostRead: 0 };
  const wrap = (own: Store): Store => ({
    start: () => own.start(),
    stop: () => own.stop(),
    submit: (command) => own.submit(command),
    query: async (query) => {
      const answer = await own.query(query);
      if (query.kind === 'dueDeliveries') {
        const { due } = answer as { due: unknown[] };
        state.mostRead = Math.max(state.mostRead, due.length);
      }
      return answer;
    },
    get queued() {
      return own.queued;
    },
  });
  return { state, wrap };
}

describe('a provincial platform that was away', () => {
  let hall: ProvinceHall;
  afterEach(() => hall.close());

  it('goes on rating while it is down, shows it as stuck, and catches up by itself', async () => {
    hall = await ProvinceHall.open({ config: { outboundStuckMinutes: 1 } });
    const { province, world } = hall;
    await province.stop();
    for (const n of [1, 2, 3]) await hall.rateCase(`C-${n}`, 5);
    expect((await world.admin('GET', '/api/state')).body.counts.counted).toBe(3);
    await until('the circuit to open', async () => {
      const [row] = (await world.admin('GET', '/api/destinations')).body;
      return row?.pending === 6 && row.circuit === 'open';
    });
    world.clock.set(120_000);
    const { body } = await world.call('GET', '/health/detail');
    expect(body).toMatchObject({ healthy: false, destinations: [{ stuck: true, pending: 6 }] });
    expect(await world.metric('outbound_pending', { destination: 'province:majority' })).toBe(6);
    expect(await world.metric('outbound_oldest_seconds')).toBeGreaterThan(60);
    expect((await world.call('GET', '/health/ready')).status).toBe(200);
    world.clock.set(-120_000);
    await province.start();
    await hall.allDelivered(6);
    expect(province.taken).toHaveLength(6);
    expect(await world.metric('outbound_pending')).toBe(0);
  });

  it('drains what waits a few at a time, and a rating never waits for it', async () => {
    const { state, wrap } = spied();
    hall = await ProvinceHall.open({ store: wrap });
    const { province, world } = hall;
    await province.stop();
    const records = Array.from({ length: WAITING }, (_, n) =>
      world.record({ caseNo: `C-${n}`, windowNo: 'A02' }),
    );
    await world.call('POST', '/api/service-records', records, world.systemKey);
    const pending = () => world.metric('outbound_pending');
    await until('all to wait', async () => (await pending()) === WAITING);
    await province.start();
    await until('the first to be taken', () => province.taken.length > 0);
    await hall.rateCase('C-now');
    expect(province.taken.length).toBeLessThan(WAITING);
    while (province.taken.length < WAITING + 2) {
      const before = province.taken.length;
      await until('more to be taken', () => province.taken.length > before);
    }
    await until('all to be recorded', async () => (await pending()) === 0);
    expect(new Set(province.taken.map(({ key }) => key)).size).toBe(WAITING + 2);
    expect(province.mostAtOnce).toBeLessThanOrEqual(8);
    expect(state.mostRead).toBeLessThanOrEqual(24);
  });
});
