import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UserCodeSchema } from '../../protocol/index.ts';
import { Device } from '../device.ts';
import { World } from '../world.ts';

const PLACE = { terminalNo: 'T1', hallId: 'H01', windowNo: 'A01' };
const MINUTE_MS = 60_000;

describe('enrolment', () => {
  let world: World;

  beforeAll(async () => {
    world = await World.start();
  });
  afterAll(() => world.stop());

  async function ask(kind = 'evaluator') {
    const { publicKey } = await Device.make();
    const request = { kind, publicKey, appVersion: 'test', hint: 'A01 窗口' };
    const { status, body } = await world.call('POST', '/api/enrolments', request);
    expect(status).toBe(201);
    return body;
  }
  const collect = (ticket: { enrolmentId: string; collectToken: string }) =>
    world.call('POST', `/api/enrolments/${ticket.enrolmentId}/collection`, {
      collectToken: ticket.collectToken,
    });
  const approve = (userCode: string, approval: object) =>
    world.admin('POST', `/api/enrolments/${userCode}/approval`, approval);

  it('goes from a code on a screen to a terminal with a secret of its own', async () => {
    const ticket = await ask();
    expect(UserCodeSchema.safeParse(ticket.userCode).success).toBe(true);
    expect((await collect(ticket)).body).toMatchObject({ state: 'pending' });
    const { body: waiting } = await world.admin('GET', '/api/enrolments');
    expect(waiting[0]).toMatchObject({ userCode: ticket.userCode, hint: 'A01 窗口' });

    // As a person types it: small letters, no hyphen.
    const typed = ticket.userCode.toLowerCase().replace('-', '');
    expect((await approve(typed, { terminalId: 'w01', ...PLACE })).status).toBe(200);
    const first = (await collect(ticket)).body;
    const second = (await collect(ticket)).body;
    expect(first).toMatchObject({
      state: 'approved',
      terminalId: 'w01',
      mqtt: { wsPath: '/mqtt' },
    });
    expect(first.mqtt.tcpPort).toBe(world.addresses.mqttTcpPort);
    expect(second.secret).not.toBe(first.secret);

    const device = await Device.make();
    device.terminalId = 'w01';
    device.secret = first.secret;
    await expect(world.connect(device)).rejects.toMatchObject({ code: 4 });
    device.secret = second.secret;
    await world.connect(device);
    const late = await collect(ticket);
    expect(late).toMatchObject({
      status: 409,
      body: { type: 'urn:haochaping:problem:alreadyCollected' },
    });
    await (await world.connect(device)).close();
  });

  it('can be rejected', async () => {
    const ticket = await ask();
    const rejection = `/api/enrolments/${ticket.userCode}/rejection`;
    expect((await world.admin('POST', rejection)).status).toBe(204);
    expect((await collect(ticket)).body).toEqual({ state: 'rejected' });
    expect((await approve(ticket.userCode, { terminalId: 'w09', ...PLACE })).status).toBe(409);
    expect((await world.admin('POST', rejection)).status).toBe(404);
  });

  it('expires after ten minutes', async () => {
    const ticket = await ask();
    world.clock.set(11 * MINUTE_MS);
    expect((await collect(ticket)).body).toEqual({ state: 'expired' });
    expect((await approve(ticket.userCode, { terminalId: 'w09', ...PLACE })).status).toBe(410);
    world.clock.set(-11 * MINUTE_MS);
  });

  it('tells nobody else what became of it', async () => {
    const ticket = await ask();
    const wrong = await collect({ ...ticket, collectToken: 'x'.repeat(43) });
    expect(wrong.status).toBe(404);
    expect((await world.call('GET', '/api/enrolments')).status).toBe(401);
    expect(
      (await world.call('POST', `/api/enrolments/${ticket.userCode}/approval`, {})).status,
    ).toBe(401);
  });

  it.each([
    ['an unknown hall', { hallId: 'H99' }, 422],
    ['an unknown window', { windowNo: 'Z99' }, 422],
    ['an evaluator at no window', { windowNo: null }, 422],
    ['a name in use', { terminalId: 'w01' }, 409],
    ['a name that is none', { terminalId: 'W 01' }, 400],
  ])('refuses %s, naming the field', async (_, change, status) => {
    const ticket = await ask();
    const answer = await approve(ticket.userCode, { terminalId: 'w10', ...PLACE, ...change });
    expect(answer.status).toBe(status);
    expect(answer.body.errors.map((one: { path: string }) => one.path)).toContain(
      `body.${Object.keys(change)[0]}`,
    );
  });

  it('keeps only hashes, and nothing secret in the log', async () => {
    const device = await world.enrol({ terminalId: 'kiosk-1', windowNo: null });
    expect(device.secret).toHaveLength(43);
    const log = JSON.stringify(world.log);
    expect(log).not.toContain(device.secret);
    expect(log).not.toContain(world.administratorToken);
    expect(log).not.toContain(world.administratorPassword);
    expect(log).not.toContain(world.systemKey);
    const { body } = await world.admin('GET', '/api/terminals');
    expect(JSON.stringify(body)).not.toMatch(/secret|publicKey/i);
  });

  it('is limited in how many may ask', async () => {
    const small = await World.start({ config: { pendingEnrolments: 2, enrolmentsPerMinute: 3 } });
    const request = { kind: 'kiosk', publicKey: (await Device.make()).publicKey, appVersion: 'x' };
    const answers = [];
    for (let i = 0; i < 4; i++) answers.push(await small.call('POST', '/api/enrolments', request));
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 429, 429]);
    await small.stop();
  });
});
