import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { downTopic, subscriptionsOf, upTopic } from '../../protocol/index.ts';
import type { Device } from '../device.ts';
import { until } from '../until.ts';
import { World } from '../world.ts';
import { RawClient } from './raw-client.ts';

let world: World;
let device: Device;
let other: Device;
const clients: RawClient[] = [];

beforeAll(async () => {
  world = await World.start();
  device = await world.enrol({ terminalId: 'w01' });
  other = await world.enrol({ terminalId: 'w02', windowNo: 'A02' });
});

afterEach(() => {
  for (const client of clients.splice(0)) client.terminate();
});

afterAll(() => world.stop());

async function open(): Promise<RawClient> {
  const client = await RawClient.open(world.addresses.mqttTcpPort ?? 0);
  clients.push(client);
  return client;
}

async function connected(as: Device, more: object = {}): Promise<RawClient> {
  const client = await open();
  expect(await client.connect(as, more)).toMatchObject({ returnCode: 0, sessionPresent: false });
  return client;
}

/** CONNECT without client id, user name and password. */
const nameless = ({ clean }: { clean: boolean }) =>
  Buffer.from(`100c00044d51545404${clean ? '02' : '00'}00000000`, 'hex');

const status = async (id: string) =>
  (await world.admin('GET', '/api/terminals')).body.find(
    (one: { terminalId: string }) => one.terminalId === id,
  );

/** The cases of the Eclipse Paho interoperability suite for MQTT 3.1.1, on our topics: README.md. */
describe('MQTT 3.1.1, by the cases of Eclipse Paho', () => {
  it('basic: connects anew, takes QoS 0 and 1, and answers the second', async () => {
    (await connected(device)).leave();
    const client = await connected(device);
    expect(await client.subscribe([downTopic('w01', 'receipt')], 2)).not.toContain(128);
    client.publish(upTopic('w01', 'rating'), await device.rating({ caseNo: 'P-0' }), 0);
    client.publish(upTopic('w01', 'rating'), await device.rating({ caseNo: 'P-1' }), 1);
    await until('two receipts', () => client.messages('receipt').length === 2);
    expect(client.take('puback')).toBeDefined();
  });

  it('basic, exception: a publish with QoS 2 ends the connection', async () => {
    const client = await connected(device);
    client.publish(upTopic('w01', 'rating'), await device.rating({ caseNo: 'P-2' }), 2);
    await client.untilEnded();
    expect(client.take('pubrec')).toBeUndefined();
  });

  it('basic: a second CONNECT ends the connection (MQTT-3.1.0-2)', async () => {
    const client = await connected(device);
    expect(await client.connect(device)).toBe('closed');
  });

  it('basic: a wrong protocol name ends the connection (MQTT-3.1.2-1)', async () => {
    const connect = Buffer.from('100a0002686a040200000000', 'hex');
    expect(await (await open()).greet(connect)).toBe('closed');
  });

  it('retained messages, exception: nothing is retained, and who asks for it is cut off', async () => {
    const client = await connected(device);
    client.publish(upTopic('w01', 'presence'), {}, 1, { retain: true });
    await client.untilEnded();
    expect((await connected(device)).heard).toEqual([]);
  });

  it('will message: is heard when the connection breaks, on the own presence alone', async () => {
    const presence = (state: string) => ({
      version: 1,
      terminalId: 'w01',
      bootId: device.bootId,
      state,
      screen: 'alive',
      keypad: state === 'online' ? 'alive' : 'lost',
    });
    const topic = upTopic('w01', 'presence');
    const payload = Buffer.from(JSON.stringify(presence('offline')));
    const will = { topic, payload, qos: 1 as const, retain: false };
    const client = await connected(device, { will });
    client.publish(topic, presence('online'), 1);
    await until('the birth', async () => (await status('w01')).keypad === 'alive');
    client.terminate();
    await until('the will', async () => (await status('w01')).keypad === 'lost');

    const foreign = { ...will, topic: upTopic('w02', 'presence') };
    expect(await (await open()).connect(device, { will: foreign })).toMatchObject({
      returnCode: 5,
    });
  });

  it('zero-length client id: is refused without a clean session (MQTT-3.1.3-8)', async () => {
    const refused = await (await open()).greet(nameless({ clean: false }));
    expect(refused).toMatchObject({ returnCode: 2 });
  });

  it('zero-length client id, exception: nor is it let in with one, for it proves nothing', async () => {
    const refused = await (await open()).greet(nameless({ clean: true }));
    expect(refused).toMatchObject({ returnCode: 5 });
  });

  it('offline queueing, exception: no session is kept; hello is answered with all that stands', async () => {
    const topics = subscriptionsOf('w02');
    const first = await connected(other, { clean: false });
    await first.subscribe(topics, 1);
    first.leave();
    await until('it is away', async () => !(await status('w02')).connected);
    await world.report({ caseNo: 'P-3', windowNo: 'A02', staff: { staffNo: 'S02', name: '陈强' } });

    const again = await connected(other, { clean: false });
    await again.subscribe(topics, 1);
    again.publish(upTopic('w02', 'hello'), other.hello(), 1);
    await until('the prompt', () => again.messages('prompt').length === 1);
    expect(again.messages('prompt')).toMatchObject([{ prompt: { caseNo: 'P-3' } }]);
  });

  it('overlapping subscriptions, exception: exact topics only; one asked twice is sent once', async () => {
    const client = await connected(device);
    expect(await client.subscribe(['hcp/1/down/w01/+', 'hcp/1/down/#', '#'], 1)).toEqual([
      128, 128, 128,
    ]);
    const receipt = downTopic('w01', 'receipt');
    await client.subscribe([receipt, receipt], 0);
    await client.subscribe([receipt], 1);
    client.publish(upTopic('w01', 'rating'), await device.rating({ caseNo: 'P-4' }), 1);
    await until('a receipt', () => client.messages('receipt').length > 0);
    await client.subscribe([receipt], 0);
    expect(client.messages('receipt')).toHaveLength(1);
  });

  it('keep-alive: who is silent for one and a half times as long is cut off (MQTT-3.1.2-24)', async () => {
    const began = performance.now();
    const client = await connected(device, { keepalive: 1 });
    await client.untilEnded();
    expect(performance.now() - began).toBeGreaterThan(1_000);
  });

  it('redelivery, exception: a receipt goes with QoS 0, and comes again when the rating does', async () => {
    const rating = await device.rating({ caseNo: 'P-5' });
    const client = await connected(device);
    client.publish(upTopic('w01', 'rating'), rating, 1);
    await until('PUBACK', () => client.take('puback'));
    client.terminate();
    const again = await connected(device);
    await again.subscribe([downTopic('w01', 'receipt')], 1);
    again.publish(upTopic('w01', 'rating'), rating, 1, { dup: true });
    await until('the receipt', () => again.messages('receipt').length === 1);
    expect(again.messages('receipt')).toMatchObject([
      { receipts: [{ eventId: rating.eventId, outcome: 'stored', duplicate: true }] },
    ]);
  });

  it("subscribe failure: another terminal's topic is answered with 0x80 (MQTT-3.8.4-1)", async () => {
    const client = await connected(device);
    const own = downTopic('w01', 'receipt');
    const granted = await client.subscribe([downTopic('w02', 'receipt'), own], 0);
    expect(granted).toEqual([128, 0]);
  });

  it('$ topics: neither read nor written', async () => {
    const client = await connected(device);
    expect(await client.subscribe(['$SYS/#', '$hcp/1/down/w01/receipt'], 0)).toEqual([128, 128]);
    client.publish('$hcp/1/up/w01/rating', {}, 1);
    await client.untilEnded();
  });

  it('unsubscribe: nothing more comes on that topic', async () => {
    const client = await connected(device);
    await client.subscribe(subscriptionsOf('w01'), 0);
    await client.unsubscribe(downTopic('w01', 'welcome'));
    client.publish(upTopic('w01', 'hello'), device.hello(), 1);
    client.publish(upTopic('w01', 'rating'), await device.rating({ caseNo: 'P-6' }), 1);
    await until('the receipt', () => client.messages('receipt').length === 1);
    await until('the configuration', () => client.messages('configuration').length === 1);
    expect(client.messages('welcome')).toEqual([]);
  });
});
