import { afterEach, describe, expect, it } from 'vitest';
import { runCli, type Store } from '../../hub/index.ts';
import { createProvince, type Party } from '../../simulator/index.ts';
import type { Device } from '../device.ts';
import { TestClock } from '../test-clock.ts';
import { until } from '../until.ts';
import type { Wire } from '../wire.ts';
import { World, type WorldOptions } from '../world.ts';

/** A store that keeps no outcome of a delivery while told so: as if killed after sending. */
function forgetful() {
  const state = { forgets: true, mostRead: 0 };
  const wrap = (own: Store): Store => ({
    start: () => own.start(),
    stop: () => own.stop(),
    submit: (command) =>
      state.forgets && command.kind === 'outbound.settle'
        ? Promise.reject(new Error('killed'))
        : own.submit(command),
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

describe('a hub with a provincial platform', () => {
  let world: World;
  let province: Party;
  let device: Device;
  let wire: Wire;
  let config: NonNullable<WorldOptions['config']>;

  async function begin(options: WorldOptions = {}): Promise<void> {
    province = createProvince({ clock: new TestClock() });
    await province.start();
    config = { provinceUrl: province.url, provinceToken: 'secret-token', ...options.config };
    world = await World.start({ ...options, config });
    device = await world.enrol({ terminalId: 'w01' });
    wire = await world.connect(device);
  }
  afterEach(async () => {
    await world.stop();
    await province.stop();
  });

  async function rateCase(caseNo: string, level: 1 | 2 | 3 | 4 | 5 = 5): Promise<void> {
    await world.report({ caseNo });
    const { prompt } = await wire.next('prompt');
    await wire.rate(await device.answer(prompt, { level }));
  }

  async function deliveries(query = '') {
    return (await world.admin('GET', `/api/deliveries?limit=500${query}`)).body;
  }

  function allDelivered(count: number) {
    return until(`${count} deliveries`, async () => {
      return (await deliveries('&state=delivered')).length === count;
    });
  }

  const ratings = () => province.taken.filter(({ path }) => path === '/evaluation');

  it('tells it the service record first, then the rating, each once', async () => {
    await begin();
    await rateCase('C-1', 4);
    await allDelivered(2);
    expect(province.taken.map(({ path }) => path)).toEqual(['/serviceRecord', '/evaluation']);
    const [record, rating] = province.taken;
    expect(record?.authorization).toBe('Bearer secret-token');
    expect(record?.content).toMatchObject({
      projectNo: 'C-1',
      proStatus: '3',
      serviceNumber: '1',
      proManager: '王丽',
    });
    expect(rating?.content).toMatchObject({
      projectNo: 'C-1',
      pf: '4',
      satisfaction: '4',
      assessNumber: '1',
      assessTime: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/),
    });
  });

  it('never blocks a negative rating without a word: the platform gets words for it', async () => {
    await begin();
    await rateCase('C-1', 1);
    await allDelivered(2);
    expect(ratings()[0]?.content).toMatchObject({
      satisfaction: '1',
      writingEvaluation: '评价人未填写具体原因',
    });
  });

  it('sends again what was sent when it was killed; the platform has it once', async () => {
    const { state, wrap } = forgetful();
    await begin({ store: wrap });
    await rateCase('C-1');
    await until('the record to be sent', () => province.taken.length === 1);
    expect((await deliveries('&state=delivered')).length).toBe(0);
    await wire.close();
    await world.stopHub();
    state.forgets = false;
    await world.startHub();
    await allDelivered(2);
    expect(province.requests).toBeGreaterThan(2);
    expect(province.taken).toHaveLength(2);
  });

  it('takes it as accepted when the platform says that it has it already', async () => {
    await begin();
    province.behaviour = 'cutting';
    await world.report({ caseNo: 'C-1' });
    await until('the record to be taken', () => province.taken.length === 1);
    province.behaviour = 'duplicating';
    await allDelivered(1);
    expect(await deliveries()).toMatchObject([{ reason: expect.stringContaining('重复数据') }]);
    expect(province.taken).toHaveLength(1);
  });

  it('goes on rating while it is down, shows it as stuck, and catches up by itself', async () => {
    await begin({ config: { outboundStuckMinutes: 1 } });
    await province.stop();
    for (const n of [1, 2, 3]) await rateCase(`C-${n}`, 5);
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
    await allDelivered(6);
    expect(province.taken).toHaveLength(6);
    expect(await world.metric('outbound_pending')).toBe(0);
  });

  it('keeps a refusal with its reason until an operator sends it again', async () => {
    await begin();
    province.behaviour = 'refusing';
    province.reason = '事项编码不存在';
    await rateCase('C-1');
    const [refused] = await until('the refusal', async () => {
      const rows = await deliveries('&state=refused');
      return rows.length === 1 && rows;
    });
    expect(refused).toMatchObject({ kind: 'record', reason: '400: 事项编码不存在', attempts: 1 });
    await expect.poll(async () => (await deliveries('&state=pending')).length).toBe(1);
    const [rating] = await deliveries('&state=pending');
    expect(rating).toMatchObject({ kind: 'rating', after: refused.id, nextAttemptAt: null });
    expect((await world.admin('POST', `/api/deliveries/${rating.id}/resend`)).status).toBe(409);
    expect((await world.admin('POST', '/api/deliveries/999/resend')).status).toBe(404);
    expect(await world.metric('outbound_refused')).toBe(1);
    province.behaviour = 'accepting';
    expect((await cli('deliveries', '--state', 'refused')).out).toContain('事项编码不存在');
    expect((await cli('resend', String(refused.id))).exitCode).toBe(0);
    await allDelivered(2);
    expect(ratings()).toHaveLength(1);
  });

  it('is told of a case that joins a rated batch, and of a default as a default (SZ-20a, SZ-17b)', async () => {
    await begin({ config: { provinceProfile: 'zhejiang', provinceAreaCode: '330000' } });
    const declarationNo = 'D-1';
    await world.report({ caseNo: 'C-1', declarationNo });
    const { prompt } = await wire.next('prompt');
    await wire.rate(await device.answer(prompt, { level: 5 }));
    await world.report({ caseNo: 'C-2', declarationNo });
    await world.report({ caseNo: 'C-3' });
    const late = await device.answer((await wire.next('prompt')).prompt, { level: 4 });
    await allDelivered(5);
    await wire.close();
    world.clock.set(9 * 86_400_000);
    await world.restartHub();
    await allDelivered(6);
    wire = await world.connect(device);
    await wire.rate(late);
    await allDelivered(7);
    const told = ratings().map(({ content: { projectNo, pf, satisfaction, assessNumber } }) =>
      [projectNo, pf, satisfaction, assessNumber].join(' '),
    );
    expect(told).toEqual(['C-1 4 5 1', 'C-2 4 5 1', 'C-3 7 3 1', 'C-3 4 4 2']);
    const { body } = await world.admin('GET', '/api/cases/C-2/explanation');
    expect(JSON.stringify(body)).toContain('invitation.extended');
  });

  it('drains 10,000 pending ones a few at a time, whatever waits', async () => {
    const { state, wrap } = forgetful();
    state.forgets = false;
    await begin({ store: wrap });
    await province.stop();
    for (let thousand = 0; thousand < 10; thousand++) {
      const records = Array.from({ length: 1_000 }, (_, n) =>
        world.record({ caseNo: `C-${thousand}-${n}`, windowNo: 'A02' }),
      );
      await world.call('POST', '/api/service-records', records, world.systemKey);
    }
    const waiting = async () => (await world.metric('outbound_pending')) === 10_000;
    await until('10,000 to wait', waiting);
    await province.start();
    for (let taken = 0; taken < 10_000; taken = province.taken.length) {
      const before = taken;
      await until('more to be taken', () => province.taken.length > before);
    }
    await until('all to be recorded', async () => (await world.metric('outbound_pending')) === 0);
    expect(new Set(province.taken.map(({ key }) => key)).size).toBe(10_000);
    expect(province.taken).toHaveLength(10_000);
    expect(province.mostAtOnce).toBeLessThanOrEqual(8);
    expect(state.mostRead).toBeLessThanOrEqual(24);
  }, 240_000);

  it('begins at the moment it is switched on, and can be given what was before', async () => {
    await begin({ config: { provinceUrl: null } });
    await rateCase('C-1');
    config.provinceUrl = province.url;
    await wire.close();
    await world.restartHub();
    wire = await world.connect(device);
    await rateCase('C-2');
    await allDelivered(2);
    const unknown = await cli('replay-destination', 'hotline', '1');
    expect(unknown).toMatchObject({ exitCode: 1 });
    expect((await cli('replay-destination', 'province:majority', '1')).exitCode).toBe(0);
    expect((await cli('destinations')).out).toContain('province:majority');
    await allDelivered(4);
    const told = ratings().map(({ content }) => content.projectNo);
    expect(told.sort()).toEqual(['C-1', 'C-2']);
  });

  async function cli(...argv: string[]) {
    const said = { out: '', err: '' };
    const exitCode = await runCli(argv, {
      env: {
        HAOCHAPING_HUB: world.addresses.httpUrl,
        HAOCHAPING_PASSWORD: world.administratorPassword,
      },
      out: (text) => {
        said.out += text;
      },
      err: (text) => {
        said.err += text;
      },
      askSecret: () => Promise.resolve(''),
    });
    return { exitCode, ...said };
  }
});
