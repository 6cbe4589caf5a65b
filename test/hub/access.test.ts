import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { downTopic, upTopic } from '../../protocol/index.ts';
import type { Device } from '../device.ts';
import { until } from '../until.ts';
import { World } from '../world.ts';

describe('a terminal at the broker', () => {
  let world: World;
  let device: Device;
  let other: Device;

  beforeAll(async () => {
    world = await World.start();
    device = await world.enrol({ terminalId: 'w01' });
    other = await world.enrol({ terminalId: 'w02', windowNo: 'A02' });
  });
  afterAll(() => world.stop());

  it.each([
    downTopic('w02', 'prompt'),
    'hcp/1/down/+/prompt',
    'hcp/1/down/w01/#',
    '#',
    '$SYS/#',
    upTopic('w01', 'rating'),
    upTopic('w02', 'rating'),
  ])('is not granted %s', async (filter) => {
    const before = await world.metric('access_denied_total', { action: 'subscribe' });
    const wire = await world.connect(device, { quiet: true });
    const refused = await wire.client.subscribeAsync(filter, { qos: 0 }).then(
      (granted) => granted[0]?.qos === 128,
      () => true,
    );
    expect(refused).toBe(true);
    expect(await world.metric('access_denied_total', { action: 'subscribe' })).toBe(before + 1);
    await wire.close();
  });

  it.each([
    upTopic('w02', 'rating'),
    downTopic('w02', 'prompt'),
    downTopic('w01', 'prompt'),
    '$SYS/x/heartbeat',
    'anything',
  ])('is cut when it publishes to %s, and nobody hears it', async (topic) => {
    const before = await world.metric('access_denied_total', { action: 'publish' });
    const victim = await world.connect(other);
    const wire = await world.connect(device);
    wire.client.publishAsync(topic, 'x', { qos: 1 }).catch(() => {});
    await wire.cut();
    expect(await world.metric('access_denied_total', { action: 'publish' })).toBe(before + 1);
    await victim.publish('hello', other.hello());
    await victim.next('welcome');
    expect(victim.heard.every(({ kind }) => kind !== 'receipt')).toBe(true);
    await victim.close();
  });

  it.each([
    ['retained', { retain: true, qos: 1 as const }],
    ['of QoS 2', { qos: 2 as const }],
  ])('is cut for a message %s', async (_, options) => {
    const wire = await world.connect(device);
    wire.client.publishAsync(upTopic('w01', 'presence'), 'x', options).catch(() => {});
    await wire.cut();
  });

  it.each([
    [
      'on a topic of another',
      { topic: upTopic('w02', 'presence'), payload: Buffer.from('x'), qos: 1 as const },
    ],
    [
      'that is retained',
      { topic: upTopic('w01', 'presence'), payload: Buffer.from('x'), retain: true },
    ],
    [
      'that would be a rating',
      { topic: upTopic('w01', 'rating'), payload: Buffer.from('x'), qos: 1 as const },
    ],
  ])('is refused with a will %s', async (_, will) => {
    await expect(world.connect(device, { will })).rejects.toMatchObject({ code: 5 });
  });

  it('leaves a will that says it went away without a word', async () => {
    const { bootId } = device;
    const presence = { version: 1, terminalId: 'w01', bootId, screen: 'alive', keypad: 'none' };
    const will = {
      topic: upTopic('w01', 'presence'),
      payload: Buffer.from(JSON.stringify({ ...presence, state: 'offline', screen: 'unknown' })),
      qos: 1 as const,
    };
    const wire = await world.connect(device, { will });
    await wire.publish('presence', { ...presence, state: 'online' });
    const look = async () => (await world.admin('GET', '/api/terminals')).body[0];
    await until('the birth', async () => (await look()).screen === 'alive');
    expect(await look()).toMatchObject({ connected: true, bootId });
    await wire.close();
    await until('the will', async () => (await look()).screen === 'unknown');
    await until('the end', async () => (await look()).connected === false);
  });

  it('hears what is meant for it and nothing else', async () => {
    const mine = await world.connect(device);
    const theirs = await world.connect(other);
    await world.report({ caseNo: 'C-mine', windowNo: 'A01' });
    expect((await mine.next('prompt')).prompt.caseNo).toBe('C-mine');
    await theirs.publish('hello', other.hello());
    expect((await theirs.next('prompt')).prompt).toBeNull();
  });
});
