import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Device } from '../device.ts';
import type { Wire } from '../wire.ts';
import { World } from '../world.ts';

describe('figures over HTTP', () => {
  let world: World;
  let device: Device;
  let wire: Wire;

  beforeAll(async () => {
    world = await World.start();
    device = await world.enrol({ terminalId: 'eva-1' });
    wire = await world.connect(device);
    for (const level of [5, 5, 3, 1] as const) await rate(level);
  });
  afterAll(() => world.stop());

  /** A case is finished and rated; resolves with the receipt. */
  async function rate(level: 1 | 2 | 3 | 4 | 5): Promise<void> {
    const record = world.record();
    await world.report(record);
    await wire.rate(await device.rating({ caseNo: record.caseNo, level }));
  }

  const ask = async (query: string) => (await world.admin('GET', `/api/figures?${query}`)).body;

  it('count 基本满意 as satisfied, with every kind apart and both amounts', async () => {
    const { total, rows, groups, next } = await ask('by=level');
    expect(total.ratings).toMatchObject({
      citizen: 4,
      default: 0,
      notAdopted: 0,
      test: 0,
      unmatched: 0,
      levels: [2, 0, 1, 0, 1],
      satisfaction: 0.75,
      satisfactionWithDefaults: 0.75,
      meanLevel: 3.5,
    });
    expect(total.cases).toMatchObject({ citizen: 4, satisfaction: 0.75 });
    expect(rows.map(({ level }: { level: string }) => level)).toEqual(['5', '3', '1']);
    expect([groups, next]).toEqual([3, null]);
  });

  it('have a rating in them as soon as it has its receipt', async () => {
    for (let round = 0; round < 5; round++) {
      const before = (await ask('by=hall')).total.ratings.citizen;
      await rate(5);
      expect((await ask('by=hall')).total.ratings.citizen).toBe(before + 1);
    }
  });

  it('state an unmatched rating apart, in no rate', async () => {
    const before = await ask('by=kind');
    await wire.rate(await device.rating({ caseNo: 'C-unknown', level: 1 }));
    const after = await ask('by=kind');
    expect(after.total.ratings.unmatched).toBe(before.total.ratings.unmatched + 1);
    expect(after.total.ratings.satisfaction).toBe(before.total.ratings.satisfaction);
  });

  it('are grouped by any dimensions, a window together with its hall', async () => {
    const { rows } = await ask('by=window,item&kind=citizen');
    expect(rows).toMatchObject([{ hall: 'H01', window: 'A01', item: 'GA-01' }]);
    expect((await ask('by=staff')).notAdopted).toBe('leftOut');
    expect((await ask('by=item')).notAdopted).toBe('kept');
    expect((await ask('by=day&staff=S01')).notAdopted).toBe('leftOut');
  });

  it('come in pages that together are the whole', async () => {
    const whole = await ask('by=level,kind');
    const rows: unknown[] = [];
    let page = await ask('by=level,kind&limit=1');
    rows.push(...page.rows);
    while (page.next !== null) {
      page = await ask(`by=level,kind&limit=1&after=${encodeURIComponent(page.next)}`);
      expect(page.rows.length).toBeLessThanOrEqual(1);
      rows.push(...page.rows);
    }
    expect(rows).toEqual(whole.rows);
    expect(rows).toHaveLength(whole.groups);
  });

  it('are narrowed by filters and days, and empty where there is nothing', async () => {
    expect((await ask('by=hall&level=5,3')).total.ratings.levels.slice(3)).toEqual([0, 0]);
    expect((await ask('by=hall&hall=H99')).rows).toEqual([]);
    const { rows, total } = await ask('by=day&from=2020-01-01&to=2020-12-31');
    expect(rows).toEqual([]);
    expect(total.ratings).toMatchObject({ citizen: 0, satisfaction: null, meanLevel: null });
  });

  it('name every mistake of a question at once', async () => {
    const wrong = [
      'by=colour,day',
      'from=yesterday',
      'to=2026-01-01',
      'level=6',
      'window=A01',
      'limit=0',
      'kind=good',
    ];
    const { status, body } = await world.admin('GET', `/api/figures?${wrong.join('&')}`);
    expect(status).toBe(400);
    const paths = body.errors.map(({ path }: { path: string }) => path);
    for (const name of ['by', 'from', 'level', 'window', 'limit', 'kind']) {
      expect(paths.some((path: string) => path.startsWith(`querystring.${name}`))).toBe(true);
    }
  });

  it.each([
    ['from=2026-02-01&to=2026-01-01', 'querystring.to'],
    ['from=2020-01-01&to=2026-01-01', 'querystring.from'],
    ['by=day,day', 'querystring.by'],
    ['by=day,hall,item,staff', 'querystring.by'],
    ['by=day,hall&after=2026-01-01', 'querystring.after'],
  ])('refuse %s, naming %s', async (query, path) => {
    const { status, body } = await world.admin('GET', `/api/figures?${query}`);
    expect(status).toBe(400);
    expect(body.errors.map((one: { path: string }) => one.path)).toEqual([path]);
  });

  it('are a spreadsheet in Chinese, levels in the one order', async () => {
    const url = `${world.addresses.httpUrl}/api/figures`;
    const authorization = `Bearer ${world.administratorToken}`;
    const named = await fetch(`${url}.csv?by=window,level`, { headers: { authorization } });
    const bytes = Buffer.from(await named.arrayBuffer());
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const [head = '', first = ''] = bytes.subarray(3).toString().split('\r\n');
    expect(head).toMatch(
      /^大厅,窗口,等级,评价·非常满意,评价·满意,评价·基本满意,评价·不满意,评价·非常不满意,/,
    );
    expect(head).toContain('办件·满意率(%)');
    expect(first).toMatch(/^H01,A01,非常满意,\d+,0,0,0,0,/);
    const headers = { authorization, accept: 'text/csv' };
    const negotiated = await fetch(`${url}?by=window,level`, { headers });
    expect(negotiated.headers.get('content-type')).toContain('text/csv');
    expect(Buffer.from(await negotiated.arrayBuffer())).toEqual(bytes);
  });

  it('are for nobody without a session', async () => {
    for (const path of ['/api/figures', '/api/figures.csv']) {
      expect((await world.call('GET', path)).status).toBe(401);
      expect((await world.call('GET', path, undefined, world.systemKey)).status).toBe(401);
    }
  });

  it('of persons are for those allowed to see them (SZ-24)', async () => {
    const operator = await world.as('figures-operator', 'operator');
    expect((await operator('GET', '/api/figures?by=item')).status).toBe(200);
    for (const query of ['by=staff', 'by=item&staff=S01']) {
      expect(await operator('GET', `/api/figures?${query}`)).toMatchObject({
        status: 403,
        body: { errors: [{ rule: 'SZ-24' }] },
      });
    }
    const auditor = await world.as('figures-auditor', 'auditor');
    expect((await auditor('GET', '/api/figures?by=staff')).status).toBe(200);
  });
});
