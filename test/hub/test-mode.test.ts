import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Device } from '../device.ts';
import { until } from '../until.ts';
import type { Wire } from '../wire.ts';
import { World } from '../world.ts';

const WORDS = 'TEST MODE';

describe('a hub in test mode', () => {
  let world: World;
  let device: Device;
  let wire: Wire;

  beforeAll(async () => {
    world = await World.start({ config: { testMode: true } });
    device = await world.enrol({ terminalId: 'w01' });
    wire = await world.connect(device);
  });
  afterAll(() => world.stop());

  it('lets seven days pass, and the default is made as in life (SZ-17b)', async () => {
    await world.report({ caseNo: 'C-silent' });
    await wire.next('prompt');
    const passed = await world.admin('POST', '/api/test-mode/clock', { by: 'P8D' });
    expect(passed).toMatchObject({ status: 200, body: { aheadMs: 8 * 86_400_000 } });
    await world.restartHub();
    const made = await until('the default', async () =>
      (await world.admin('GET', '/api/cases/C-silent')).body.invitations?.find(
        ({ status }: { status: string }) => status === 'defaulted',
      ),
    );
    expect(made).toBeDefined();
  });

  it('passes no time backwards, and none that is no duration', async () => {
    const pass = (by: string) => world.admin('POST', '/api/test-mode/clock', { by });
    expect(await pass('-P1D')).toMatchObject({ status: 422 });
    expect(await pass('P401D')).toMatchObject({ status: 422 });
    expect(await pass('a week')).toMatchObject({ status: 400 });
    const { status } = await world.call('POST', '/api/test-mode/clock', { by: 'P1D' });
    expect(status).toBe(401);
  });

  it('says so in health, metrics, every page and every CSV', async () => {
    expect((await world.call('GET', '/health/ready')).body).toMatchObject({ testMode: true });
    expect((await world.call('GET', '/health/live')).body).toMatchObject({ testMode: true });
    expect((await world.admin('GET', '/health/detail')).body).toMatchObject({ testMode: true });
    expect(await world.metric('test_mode')).toBe(1);
    for (const page of ['/', '/docs/', '/r/token']) {
      const { body, headers } = await world.call('GET', page);
      expect(body, page).toContain(WORDS);
      expect(headers.get('x-haochaping-mode'), page).toBe('test');
    }
    const figures = await world.admin('GET', '/api/figures.csv?by=day');
    expect(figures.status).toBe(200);
    expect(figures.body.split('\r\n')[0]).toContain(WORDS);
  });
});

describe('a hub of production', () => {
  it('has no such clock, and says nothing of a test mode', async () => {
    const world = await World.start();
    try {
      const { status } = await world.admin('POST', '/api/test-mode/clock', { by: 'P1D' });
      expect(status).toBe(404);
      expect((await world.call('GET', '/health/ready')).body).toEqual({ ready: true });
      expect((await world.call('GET', '/')).body).not.toContain(WORDS);
      expect(await world.metric('test_mode')).toBe(0);
    } finally {
      await world.stop();
    }
  });
});
