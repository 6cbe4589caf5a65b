import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCli } from '../../hub/index.ts';
import type { Device } from '../device.ts';
import type { Wire } from '../wire.ts';
import { World } from '../world.ts';

const DAY_MS = 86_400_000;

describe('bulletins', () => {
  let world: World;
  let device: Device;
  let wire: Wire;
  let month = '';

  beforeAll(async () => {
    world = await World.start();
    device = await world.enrol({ terminalId: 'eva-1' });
    wire = await world.connect(device);
    for (const level of [5, 5, 4, 3, 2, 1] as const) await rate(level);
    const { body } = await world.admin('GET', '/api/figures?by=day');
    month = body.rows[0].day.slice(0, 7);
  });
  afterAll(() => world.stop());

  async function rate(level: 1 | 2 | 3 | 4 | 5): Promise<void> {
    const record = world.record();
    await world.report(record);
    await wire.rate(await device.rating({ caseNo: record.caseNo, level }));
  }

  const path = (query = '') => `/api/public/bulletins/${month}${query}`;
  const publish = () => world.admin('POST', `/api/bulletins/${month}`);

  it('SZ-23b: cannot be published before their month is over, nor by just anybody', async () => {
    const early = await publish();
    expect(early).toMatchObject({ status: 422, body: { errors: [{ path: 'params.month' }] } });
    expect((await world.call('POST', `/api/bulletins/${month}`)).status).toBe(401);
    expect((await world.call('GET', path())).status).toBe(404);
    expect((await world.admin('POST', '/api/bulletins/2026-13')).status).toBe(400);
  });

  it('are frozen when published, for everybody to read, with their hash in the ledger', async () => {
    await travel(32);
    const published = await publish();
    expect(published).toMatchObject({ status: 201, body: { month, edition: 1, corrects: null } });
    const response = await fetch(`${world.addresses.httpUrl}${path()}`);
    const text = await response.text();
    expect(createHash('sha256').update(text).digest('hex')).toBe(published.body.digest);
    const { content, ledger } = JSON.parse(text);
    expect(content.total.figures.ratings).toMatchObject({
      citizen: 6,
      levels: [2, 1, 1, 1, 1],
      satisfaction: 4 / 6,
    });
    expect(content.total).toMatchObject({ missing: 0, quarantined: 0 });
    expect(content.halls).toMatchObject([{ code: 'H01', name: '福田政务服务大厅' }]);
    expect(text).not.toMatch(/S01|王丽|A01/);
    const list = (await world.call('GET', '/api/public/bulletins')).body;
    expect(list).toMatchObject([{ month, edition: 1, digest: published.body.digest }]);
    const { body: state } = await world.admin('GET', '/api/state');
    expect(state.ledger.position).toBeGreaterThan(ledger.position);
  });

  it('are not published twice for the same figures', async () => {
    expect(await publish()).toMatchObject({
      status: 409,
      body: { type: 'urn:haochaping:problem:unchanged' },
    });
  });

  it('become a corrected edition that says so when a rating comes later', async () => {
    const frozen = (await world.call('GET', path())).body;
    await travel(-32);
    await rate(5);
    await travel(32);
    expect((await world.call('GET', path())).body).toEqual(frozen);
    const published = await publish();
    expect(published).toMatchObject({ status: 201, body: { edition: 2, corrects: 1 } });
    const newest = (await world.call('GET', path())).body;
    expect(newest.content.total.figures.ratings.citizen).toBe(7);
    expect(newest.corrects.edition).toBe(1);
    expect((await world.call('GET', path('?edition=1'))).body).toEqual(frozen);
    expect((await world.call('GET', path('?edition=3'))).status).toBe(404);
    expect((await world.call('GET', path('?format=html'))).body).toContain('更正');
  });

  it('can be had as a page and as a spreadsheet', async () => {
    const page = await fetch(`${world.addresses.httpUrl}${path()}`, {
      headers: { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' },
    });
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(await page.text()).toContain('福田政务服务大厅');
    const csv = await fetch(`${world.addresses.httpUrl}${path('?format=csv')}`);
    const bytes = Buffer.from(await csv.arrayBuffer());
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    expect(bytes.toString()).toMatch(/\r\n\d{4}-\d\d,2,大厅,H01,福田政务服务大厅,\d+,0,0,/);
  });

  it('count what terminals left out and what nobody could read', async () => {
    await travel(-32);
    const gap = await device.rating({ caseNo: 'C-lost' });
    expect(gap.seq).toBeGreaterThan(0);
    await rate(5);
    await wire.publish('rating', Buffer.from('{"not": "a rating"}'));
    await travel(32);
    expect((await publish()).body).toMatchObject({ edition: 3 });
    const { content } = (await world.call('GET', path())).body;
    expect(content.total).toMatchObject({ missing: 1, quarantined: 1 });
    expect(content.halls).toMatchObject([{ code: 'H01', missing: 1, quarantined: 1 }]);
  });

  it('leave a ledger and figures that anyone can prove', async () => {
    const said: string[] = [];
    const io = { env: {}, out: (text: string) => void said.push(text), err: () => {} };
    const cli = (command: string) =>
      runCli([command, world.dataFolder], { ...io, askSecret: () => Promise.resolve('') });
    expect([await cli('verify'), await cli('recount'), said.join('')]).toEqual([
      0,
      0,
      expect.stringContaining('The figures are the same.'),
    ]);
  });

  /** Sessions end while a month goes by, so everybody comes anew. */
  async function travel(days: number): Promise<void> {
    world.clock.set(days * DAY_MS);
    await world.restartHub();
    wire = await world.connect(device);
  }
});
