import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Device } from '../device.ts';
import { until } from '../until.ts';
import type { Wire } from '../wire.ts';
import { World } from '../world.ts';

const DAY_MS = 86_400_000;

describe('cases that are rated together', () => {
  let world: World;
  let device: Device;
  let wire: Wire;

  beforeAll(async () => {
    world = await World.start();
    device = await world.enrol({ terminalId: 'w01' });
    wire = await world.connect(device);
  });
  afterAll(() => world.stop());

  async function asked(caseNo: string) {
    await world.report({ caseNo });
    return (await wire.next('prompt')).prompt;
  }

  async function kindsOf(caseNo: string): Promise<string[]> {
    const { body } = await world.admin('GET', `/api/cases/${caseNo}/explanation`);
    return body.steps.map(({ kind }: { kind: string }) => kind);
  }

  it('SZ-20b: each linked case counts that was rated before its theme was known', async () => {
    await wire.rate(await device.answer(await asked('L-1'), { level: 5 }));
    const second = await device.answer(await asked('L-2'), { level: 2 });
    const linkedCases = ['L-1', 'L-2'].map((caseNo) => ({
      caseNo,
      item: { itemCode: `item-${caseNo}`, name: '关联业务' },
    }));
    await world.report({ caseNo: 'T-1', linkedCases });
    expect(await wire.rate(second)).toMatchObject({ outcome: 'stored', standing: 'counted' });
    const { body } = await world.admin('GET', '/api/figures?by=item,level');
    expect(body.rows).toMatchObject([
      { item: 'item-L-1', level: '5', ratings: { citizen: 1 } },
      { item: 'item-L-2', level: '2', ratings: { citizen: 1 } },
    ]);
    const orders = (await world.admin('GET', '/api/work-orders')).body;
    expect(orders).toMatchObject([{ caseNos: ['L-2'] }]);
  });

  it('SZ-11: a tag in no list is listed for the operator, and the rating counts', async () => {
    const tags = [{ list: 'taxation', version: 1, code: '510' }];
    const rating = await device.answer(await asked('C-tag'), { level: 5, tags });
    expect(await wire.rate(rating)).toMatchObject({ standing: 'counted' });
    const { body } = await world.admin('GET', '/api/unknown-codes');
    expect(body).toContainEqual(
      expect.objectContaining({ kind: 'tag', code: 'taxation@1:510', records: 1 }),
    );
  });

  it('SZ-17b: a default stands though a case joins it while the clock is back', async () => {
    const declarationNo = 'D-1';
    const occurredAt = new Date(world.clock.now()).toISOString();
    await world.report({ caseNo: 'B-1', declarationNo });
    await wire.close();
    world.clock.set(9 * DAY_MS);
    await world.restartHub();
    await until('the default', async () => (await kindsOf('B-1')).includes('default.made'));
    world.clock.set(-4 * DAY_MS);
    await world.restartHub();
    await world.report({ caseNo: 'B-2', declarationNo, occurredAt });
    world.clock.set(4 * DAY_MS);
    await world.restartHub();
    const made = (await kindsOf('B-1')).filter((kind) => kind.startsWith('default'));
    expect(made).toEqual(['default.made']);
    expect(await kindsOf('B-2')).toContain('invitation.extended');
  });
});
