import { rm } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { configOf, createHub, createLog, type Store } from '../../hub/index.ts';
import { World } from '../world.ts';

/** A store whose next commands fail when it is told to. */
function fragile() {
  let broken = false;
  const wrap = (own: Store): Store => ({
    start: () => own.start(),
    stop: () => own.stop(),
    submit: (command) => (broken ? Promise.reject(new Error('disk gone')) : own.submit(command)),
    query: (query) => (broken ? Promise.reject(new Error('disk gone')) : own.query(query)),
    get queued() {
      return own.queued;
    },
  });
  return {
    wrap,
    set: (state: 'broken' | 'whole') => {
      broken = state === 'broken';
    },
  };
}

describe('a hub that stops', () => {
  it('keeps and receipts what it has taken in, then lets go', async () => {
    const world = await World.start();
    const device = await world.enrol({ terminalId: 'w01' });
    const wire = await world.connect(device);
    const ratings = await Promise.all(
      Array.from({ length: 200 }, (_, i) => device.rating({ caseNo: `stop-${i}` })),
    );
    const acknowledged = new Set<string>();
    const sent = ratings.map((rating) =>
      wire.publish('rating', rating).then(
        () => acknowledged.add(rating.eventId),
        () => {},
      ),
    );
    await sent[0];
    await world.stopHub();
    await wire.cut();
    wire.client.end(true);
    const receipted = wire.receipts().map((entry) => entry.eventId ?? '');

    await world.startHub();
    const { body: stored } = await world.admin('GET', '/api/ratings?limit=500');
    const ids = new Set(stored.map((one: { eventId: string }) => one.eventId));
    expect(ids.size).toBeGreaterThan(0);
    // Each acknowledged and each receipted rating is there; each that is there was receipted.
    for (const eventId of [...acknowledged, ...receipted]) expect(ids).toContain(eventId);
    expect(new Set(receipted)).toEqual(ids);
    await world.stop();
  });

  it('ends watching streams and open requests', async () => {
    const world = await World.start();
    const response = await fetch(`${world.addresses.httpUrl}/api/ratings/stream`, {
      headers: { authorization: `Bearer ${world.administratorToken}` },
    });
    const text = response.text();
    await world.stopHub();
    expect(await text).toContain(': ratings as they come');
    await world.stop();
  });

  it('can be stopped twice, and before it was started', async () => {
    const world = await World.start();
    await Promise.all([world.stopHub(), world.stopHub()]);
    await world.stop();
  });

  it('says which option to change when a port is taken', async () => {
    const world = await World.start();
    const log = createLog('silent');
    const httpPort = Number(new URL(world.addresses.httpUrl).port);
    const dataFolder = `${world.dataFolder}-second`;
    const second = createHub(configOf({ dataFolder, httpPort, mqttPort: 0 }), { log });
    await expect(second.start()).rejects.toMatchObject({
      code: 'portTaken',
      message: expect.stringContaining('--http-port'),
    });
    const mqttPort = world.addresses.mqttTcpPort;
    const third = createHub(configOf({ dataFolder, httpPort: 0, mqttPort }), { log });
    await expect(third.start()).rejects.toThrow('--mqtt-port');
    await rm(dataFolder, { recursive: true });
    await world.stop();
  });
});

describe('a hub whose store fails', () => {
  it('is not ready, cuts the sender without a receipt, and takes the resent rating later', async () => {
    const store = fragile();
    const world = await World.start({ store: store.wrap });
    const device = await world.enrol({ terminalId: 'w01' });
    const wire = await world.connect(device);
    const rating = await device.rating({ caseNo: 'C-1' });
    expect((await world.call('GET', '/health/ready')).status).toBe(200);

    store.set('broken');
    expect((await world.call('GET', '/health/ready')).status).toBe(503);
    expect((await world.call('GET', '/health/live')).status).toBe(200);
    expect((await world.call('GET', '/metrics')).status).toBe(200);
    wire.publish('rating', rating).catch(() => {});
    await wire.cut();
    expect(wire.receipts()).toEqual([]);
    await expect(world.connect(device)).rejects.toMatchObject({ code: 3 });
    expect((await world.report()).status).toBeGreaterThanOrEqual(500);

    store.set('whole');
    expect(await world.metric('store_failures_total')).toBe(1);
    const again = await world.connect(device);
    expect(await again.rate(rating)).toMatchObject({ outcome: 'stored', duplicate: false });
    await world.stop();
  });
});
