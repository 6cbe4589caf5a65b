import { randomUUID } from 'node:crypto';
import { connect as connectSocket } from 'node:net';
import { generate } from 'mqtt-packet';
import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Prompt, Rating } from '../../protocol/index.ts';
import type { Device } from '../device.ts';
import { until } from '../until.ts';
import type { Wire } from '../wire.ts';
import { World } from '../world.ts';

describe('bad input is refused by name: to the sender, in the metrics, in the log', () => {
  let world: World;
  let device: Device;
  let wire: Wire;

  beforeAll(async () => {
    world = await World.start();
    device = await world.enrol({ terminalId: 'w01' });
    wire = await world.connect(device);
  });
  beforeEach(() => {
    world.log.length = 0;
  });
  afterAll(() => world.stop());

  async function prompted(): Promise<Prompt> {
    await world.report();
    return (await wire.next('prompt')).prompt;
  }

  async function expectRefused(bytes: object | Uint8Array, reason: string, kept?: boolean) {
    const labels = { message: 'rating', reason };
    const before = await world.metric('refusals_total', labels);
    const entry = await wire.rate(bytes);
    expect(entry).toMatchObject({
      outcome: 'refused',
      reason,
      ...(kept === undefined ? {} : { kept }),
    });
    expect(await world.metric('refusals_total', labels)).toBe(before + 1);
    await world.logged({ terminalId: 'w01', reason, message: 'message refused' });
    return entry;
  }

  it.each<[string, string | Uint8Array, string]>([
    ['nothing at all', new Uint8Array(), 'malformed'],
    ['no JSON', '{"version":1,', 'malformed'],
    ['another shape', '[1,2,3]', 'malformed'],
    ['bytes that are not UTF-8', Uint8Array.of(0x7b, 0xff, 0xfe, 0x7d), 'notUtf8'],
    ['a payload above 8 KiB', `{"version":1,"x":"${'y'.repeat(9_000)}"}`, 'oversized'],
    ['another version', '{"version":2}', 'unknownVersion'],
  ])('%s', async (_, given, reason) => {
    const bytes = typeof given === 'string' ? Buffer.from(given) : given;
    await expectRefused(bytes, reason, true);
  });

  it('a missing field, with all errors named', async () => {
    const { caseNo: _, ...body } = (await device.rating({ caseNo: 'x' })).body;
    const rating = { ...(await device.rating({ caseNo: 'x' })), body: { ...body, revisions: -1 } };
    const entry = await expectRefused(rating, 'malformed');
    const paths = entry.outcome === 'refused' ? entry.errors.map((error) => error.path) : [];
    expect(paths).toEqual(expect.arrayContaining(['body.caseNo', 'body.revisions']));
    expect(entry.eventId).toBe(rating.eventId);
  });

  it.each([0, 6, 3.5, '5'])('level %j', async (level) => {
    const rating = await device.rating({ caseNo: 'x' });
    await expectRefused({ ...rating, body: { ...rating.body, level } }, 'wrongLevel');
  });

  it('a rating in the name of another terminal', async () => {
    await expectRefused(
      await device.rating({ caseNo: 'x' }, { terminalId: 'w02' }),
      'wrongTerminal',
    );
  });

  it('a tap long after its prompt had ended', async () => {
    const prompt = await prompted();
    world.clock.set(60 * 60_000);
    const tappedAt = new Date(world.clock.now()).toISOString();
    await expectRefused(await device.answer(prompt, {}, { deviceTime: tappedAt }), 'promptExpired');
    world.clock.set(-60 * 60_000);
  });

  it('the same id with another body is kept in quarantine, an alarm is raised', async () => {
    const prompt = await prompted();
    const rating = await device.answer(prompt, { level: 1 });
    expect(await wire.rate(rating)).toMatchObject({ outcome: 'stored' });
    const { signature: _, ...unsigned } = rating;
    const changed = await device.answer(prompt, { level: 5 }, unsigned as Partial<Rating>);
    await expectRefused({ ...changed, body: { ...rating.body, level: 5 } }, 'bodyConflict', true);
    expect(await world.metric('alarms_total', { reason: 'bodyConflict' })).toBe(1);
    const { body } = await world.admin('GET', '/api/quarantine');
    expect(body[0]).toMatchObject({ reason: 'bodyConflict', terminalId: 'w01', source: 'rating' });
    const { body: view } = await world.admin('GET', `/api/cases/${prompt.caseNo}`);
    expect(view.ratings).toHaveLength(1);
    expect(view.ratings[0].level).toBe(1);
  });

  it('a rating replayed under a new id', async () => {
    const prompt = await prompted();
    const rating = await device.answer(prompt);
    expect(await wire.rate(rating)).toMatchObject({ outcome: 'stored' });
    const replayed = { ...rating, eventId: uuidv7() };
    await expectRefused(replayed, 'sequenceConflict', true);
  });

  it('a rating that the terminal did not sign turns out forged, off the hot path', async () => {
    const prompt = await prompted();
    const rating = await device.answer(prompt);
    const forged = { ...rating, signature: 'A'.repeat(86) };
    expect(await wire.rate(forged)).toMatchObject({ outcome: 'stored' });
    await until(
      'the alarm',
      async () => (await world.metric('alarms_total', { reason: 'badSignature' })) === 1,
    );
    const { body } = await world.admin('GET', `/api/cases/${prompt.caseNo}`);
    expect(body.ratings[0]).toMatchObject({ standing: 'forged', signature: 'bad' });
  });

  it('a second rating of a case that was rated', async () => {
    const prompt = await prompted();
    expect(await wire.rate(await device.answer(prompt))).toMatchObject({ outcome: 'stored' });
    await expectRefused(await device.answer(prompt), 'alreadyRated');
  });

  it.each(['hello', 'presence', 'prompt-report'] as const)('a broken %s', async (kind) => {
    const before = wire.receipts().length;
    await wire.publish(kind, Buffer.from('{"version":1}'));
    const entry = await until('the refusal', () => wire.receipts()[before]);
    expect(entry).toMatchObject({ outcome: 'refused', reason: 'malformed', eventId: null });
    expect(await world.metric('refusals_total', { message: kind, reason: 'malformed' })).toBe(1);
    await world.logged({ kind, reason: 'malformed' });
  });

  it('a hello in the name of another terminal', async () => {
    const before = wire.receipts().length;
    await wire.publish('hello', device.hello({ terminalId: 'w02' }));
    const entry = await until('the refusal', () => wire.receipts()[before]);
    expect(entry).toMatchObject({ outcome: 'refused', reason: 'wrongTerminal' });
  });

  it('poison never loops and genuine ratings go on', async () => {
    const prompt = await prompted();
    for (let i = 0; i < 20; i++) await wire.publish('rating', Buffer.from(`poison ${i}`));
    expect(await wire.rate(await device.answer(prompt))).toBeDefined();
    await until('the stored receipt', () =>
      wire.receipts().find((one) => one.outcome === 'stored' && one.eventId !== null),
    );
    expect(wire.ended).toBe(false);
  });

  it.each(['tcp', 'websocket'])('an oversized packet over %s cuts the connection', async (way) => {
    const other = await world.enrol({ terminalId: `big-${way}`, windowNo: 'A02' });
    const url = way === 'tcp' ? world.mqttUrl : world.webSocketUrl;
    const big = await world.connect(other, { url });
    const before = await world.metric('connections_cut_total', { reason: 'oversized' });
    big.publish('rating', new Uint8Array(70_000)).catch(() => {});
    await big.cut();
    expect(await world.metric('connections_cut_total', { reason: 'oversized' })).toBe(before + 1);
    await world.logged({ terminalId: `big-${way}`, reason: 'oversized' });
  });

  it('garbage instead of MQTT ends that connection alone', async () => {
    for (const bytes of [
      'GET / HTTP/1.1\r\n\r\n',
      '\x10\xff\xff\xff\xff',
      '\x00\x00',
      '\x10\x00',
    ]) {
      await sendRaw(world, Buffer.from(bytes, 'latin1'));
    }
    const login = generate({
      cmd: 'connect',
      clientId: 'w01',
      protocolId: 'MQTT',
      protocolVersion: 4,
      clean: true,
      keepalive: 10,
    });
    await sendRaw(world, Buffer.concat([login, Buffer.from([0x36, 0x01, 0x00])]));
    expect(await world.metric('connections_cut_total', { reason: 'notConnect' })).toBe(2);
    expect(await wire.rate(await device.rating({ caseNo: randomUUID() }))).toBeDefined();
  });
});

/** Sends bytes over a bare socket and waits until the hub ends it. */
function sendRaw(world: World, bytes: Buffer): Promise<void> {
  return new Promise((resolve) => {
    const socket = connectSocket(world.addresses.mqttTcpPort ?? 0, '127.0.0.1');
    socket.on('connect', () => socket.write(bytes));
    socket.on('error', () => {});
    socket.resume();
    socket.on('close', () => resolve());
  });
}
