import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Device } from '../device.ts';
import { World } from '../world.ts';

describe('a login at the broker', () => {
  let world: World;
  let device: Device;

  beforeAll(async () => {
    world = await World.start();
    device = await world.enrol({ terminalId: 'w01' });
  });
  afterAll(() => world.stop());

  it.each([
    ['a wrong secret', { password: 'wrong' }, 4, 'wrongSecret'],
    ['no secret', { password: '' }, 4, 'wrongSecret'],
    ['another client id', { clientId: 'w02' }, 5, 'nameMismatch'],
    ['another user name', { username: 'w02' }, 5, 'nameMismatch'],
    ['an unknown terminal', { clientId: 'nobody', username: 'nobody' }, 4, 'unknownTerminal'],
    ['a name that is none', { clientId: '../w01', username: '../w01' }, 4, 'unknownTerminal'],
    ['an inherited name', { clientId: '__proto__', username: '__proto__' }, 4, 'unknownTerminal'],
  ])('with %s is refused', async (_, options, code, reason) => {
    await expect(world.connect(device, options)).rejects.toMatchObject({ code });
    expect(
      await world.metric('auth_failures_total', { party: 'terminal', reason }),
    ).toBeGreaterThan(0);
    await world.logged({ reason, message: 'login refused' });
    expect(JSON.stringify(world.log)).not.toContain(device.secret);
  });

  it('is locked out after some failures, with the right secret too, and others are not', async () => {
    const victim = await world.enrol({ terminalId: 'locked' });
    for (let i = 0; i < 5; i++) {
      await expect(world.connect(victim, { password: 'guess' })).rejects.toMatchObject({ code: 4 });
    }
    // 3, server unavailable: a genuine terminal comes again by itself.
    await expect(world.connect(victim)).rejects.toMatchObject({ code: 3 });
    await (await world.connect(device)).close();
  });

  it('of the same terminal again takes over, logged and counted', async () => {
    const first = await world.connect(device);
    const second = await world.connect(device);
    await first.cut();
    expect(await world.metric('takeovers_total')).toBe(1);
    await world.logged({
      terminalId: 'w01',
      message: 'connected again, the older connection ends',
    });
    await second.publish('hello', device.hello());
    expect(await second.next('welcome')).toBeDefined();
    const { body } = await world.admin('GET', '/api/terminals');
    expect(body.find((one: { terminalId: string }) => one.terminalId === 'w01').connected).toBe(
      true,
    );
  });

  it('ends when the terminal is suspended, and goes on when it is readmitted', async () => {
    const suspended = await world.enrol({ terminalId: 'suspended' });
    const wire = await world.connect(suspended);
    const path = '/api/terminals/suspended/status';
    expect((await world.admin('POST', path, { status: 'suspended' })).status).toBe(204);
    await wire.cut();
    await expect(world.connect(suspended)).rejects.toMatchObject({ code: 5 });
    await world.admin('POST', path, { status: 'enrolled' });
    await (await world.connect(suspended)).close();
  });

  it('ends for good when the terminal is revoked', async () => {
    const revoked = await world.enrol({ terminalId: 'revoked' });
    const wire = await world.connect(revoked);
    await world.admin('POST', '/api/terminals/revoked/status', { status: 'revoked' });
    await wire.cut();
    await expect(world.connect(revoked)).rejects.toMatchObject({ code: 5 });
    const back = await world.admin('POST', '/api/terminals/revoked/status', { status: 'enrolled' });
    expect(back.status).toBe(409);
  });

  it('comes over WebSocket too, but not from a foreign page', async () => {
    const url = world.webSocketUrl;
    const wire = await world.connect(device, { url });
    await wire.publish('hello', device.hello());
    expect(await wire.next('welcome')).toBeDefined();
    const from = (origin: string) => ({ url, wsOptions: { headers: { origin } } });
    await (await world.connect(device, from('http://localhost:8610'))).close();
    await expect(world.connect(device, from('https://evil.example'))).rejects.toThrow();
    expect(await world.metric('connections_cut_total', { reason: 'foreignOrigin' })).toBe(1);
  });

  it('of nobody does not stay: a silent connection is ended', async () => {
    const impatient = await World.start({ config: { connectTimeoutMs: 200 } });
    const { createConnection } = await import('node:net');
    const socket = createConnection(impatient.addresses.mqttTcpPort ?? 0, '127.0.0.1');
    socket.on('error', () => {});
    await new Promise((resolve) => socket.resume().once('close', resolve));
    await impatient.stop();
  });

  it('is refused when there are too many connections', async () => {
    const small = await World.start({ config: { maxConnectionsPerAddress: 1 } });
    const one = await small.enrol({ terminalId: 'one' });
    const two = await small.enrol({ terminalId: 'two' });
    await small.connect(one);
    await expect(small.connect(two)).rejects.toThrow();
    expect(await small.metric('connections_cut_total', { reason: 'tooMany' })).toBe(1);
    await small.stop();
  });

  it('too fast is slowed, and loses nothing', async () => {
    const slow = await World.start({ config: { messagesPerSecond: 20 } });
    const fast = await slow.enrol({ terminalId: 'fast' });
    const wire = await slow.connect(fast);
    const ratings = await Promise.all(
      Array.from({ length: 40 }, (_, i) => fast.rating({ caseNo: `fast-${i}` })),
    );
    await Promise.all(ratings.map((rating) => wire.publish('rating', rating)));
    const start = performance.now();
    await wire.publish('rating', await fast.rating({ caseNo: 'fast-last' }));
    expect(performance.now() - start).toBeGreaterThan(500);
    expect(await slow.metric('slowed_total', { reason: 'pace' })).toBeGreaterThan(0);
    const { body } = await slow.admin('GET', '/api/state');
    expect(body.counts.unmatched).toBe(41);
    await slow.stop();
  });

  it('of a device that never enrolled leads nowhere', async () => {
    const stranger = await Device.make();
    stranger.terminalId = 'stranger';
    stranger.secret = 'x'.repeat(43);
    await expect(world.connect(stranger)).rejects.toMatchObject({ code: 4 });
  });
});
