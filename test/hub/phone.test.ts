import { mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ServiceRecord } from '../../protocol/index.ts';
import { World } from '../world.ts';

const DAY_MS = 86_400_000;
const SAID = {
  level: 4,
  service: 5,
  displayOrder: [5, 4, 3, 2, 1],
  language: 'zh-CN',
  revisions: 0,
};

describe('a rating without a terminal', () => {
  let world: World;

  beforeAll(async () => {
    world = await World.start({ config: { publicUrl: 'https://rate.example/hall' } });
  });
  afterAll(() => world.stop());

  const invite = async (changes: Partial<ServiceRecord> = {}): Promise<string> =>
    (await world.report(changes)).body.results[0].invitation.invitationId;
  const link = (invitationId: string) =>
    world.call('POST', `/api/invitations/${invitationId}/qr`, undefined, world.systemKey);
  const tokenOf = async (changes: Partial<ServiceRecord> = {}): Promise<string> =>
    (await link(await invite(changes))).body.token;
  const open = (token: string) => world.call('GET', `/api/phone/${token}`);
  const rate = (token: string, said: object = {}, eventId = uuidv7()) =>
    world.call('POST', `/api/phone/${token}/ratings`, { eventId, body: { ...SAID, ...said } });
  const system = (changes: object = {}, body: object = {}) => ({
    eventId: uuidv7(),
    ratedAt: new Date(world.clock.now()).toISOString(),
    body: { caseNo: `S-${uuidv7()}`, stage: 'completion', channel: 'pc', level: 4, ...body },
    ...changes,
  });
  const handOver = (given: unknown, key = world.systemKey) =>
    world.call('POST', '/api/ratings', given, key);

  it('SZ-14c: is offered by the prompt on the screen too, with the days of SZ-21b', async () => {
    const wire = await world.connect(await world.enrol({ terminalId: 'w01' }));
    await world.report({ caseNo: 'C-linked' });
    const { prompt } = await wire.next('prompt');
    expect(prompt).toMatchObject({ caseNo: 'C-linked', handlingWorkingDays: 10 });
    expect(prompt.link).toMatch(/^https:\/\/rate\.example\/hall\/r\/[\w-]{48}$/);
    const page = await open(prompt.link.split('/r/')[1]);
    expect(page.body).toMatchObject({ state: 'open', caseNo: 'C-linked' });
    await wire.close();
  });

  it('SZ-14c: goes the whole way from the slip of paper to the figures', async () => {
    const { status, body } = await link(await invite({ caseNo: '44030020261122' }));
    expect(status).toBe(200);
    expect(body.url).toBe(`https://rate.example/hall/r/${body.token}`);
    expect(body.slip.qr).toEqual({ text: body.url, errorCorrection: 'M' });
    expect(body.slip.above).toEqual(
      expect.arrayContaining(['事项:居住证签注', '办件流水号:4403 0020 2611 22']),
    );
    expect(body.slip.below.join()).toContain('12345');

    const page = (await open(body.token)).body;
    expect(page).toMatchObject({
      state: 'open',
      rule: 'SZ-17a',
      stage: 'completion',
      caseNo: '44030020261122',
      item: { name: '居住证签注' },
      indicators: ['overall', 'business', 'service'],
      lastDay: body.lastDay,
      handlingWorkingDays: 10,
    });
    expect(JSON.stringify(page)).not.toContain('王丽');
    expect((await open(body.token)).body).toEqual(page);

    const eventId = uuidv7();
    const first = await rate(body.token, {}, eventId);
    expect(first.body).toMatchObject({ outcome: 'stored', standing: 'counted', duplicate: false });
    const again = await rate(body.token, {}, eventId);
    expect(again.body).toEqual({ ...first.body, duplicate: true });
    const changed = await rate(body.token, { level: 1 }, eventId);
    expect(changed.body).toMatchObject({ outcome: 'refused', reason: 'bodyConflict' });
    expect((await rate(body.token)).body).toMatchObject({ reason: 'alreadyRated' });
    const after = (await open(body.token)).body;
    expect(Object.keys(after).sort()).toEqual(['message', 'rule', 'state']);
    expect(after).toMatchObject({ state: 'rated', rule: 'SZ-1R' });
    const { ratings } = (await world.admin('GET', '/api/cases/44030020261122')).body;
    expect(ratings[0]).toMatchObject({ terminalId: 'phone', channel: 'qr', signature: 'none' });
  });

  it('SZ-14c: no link is given for what is rated, and none to a stranger', async () => {
    const invitationId = await invite();
    const path = `/api/invitations/${invitationId}/qr`;
    expect((await world.call('POST', path)).status).toBe(401);
    expect((await world.call('POST', path, undefined, 'hcp_wrong')).status).toBe(401);
    const { token } = (await world.admin('POST', path)).body;
    await rate(token);
    const over = await link(invitationId);
    expect(over).toMatchObject({ status: 409, body: { errors: [{ rule: 'SZ-1R' }] } });
    expect((await link(uuidv7())).status).toBe(404);
  });

  it('SZ-14c: a link that is not ours is met politely and rates nothing', async () => {
    const token = await tokenOf();
    for (const wrong of [`${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`, 'torn']) {
      expect(await open(wrong)).toMatchObject({
        status: 200,
        body: { state: 'unknown', rule: 'SZ-14c' },
      });
      const refused = await rate(wrong);
      expect(refused).toMatchObject({ status: 404, body: { errors: [{ rule: 'SZ-14c' }] } });
    }
    expect((await open(token)).body.state).toBe('open');
  });

  it('SZ-18e: at receipt the page asks for overall and service, and leaves business aside', async () => {
    const token = await tokenOf({ caseNo: 'C-receipt', event: 'received' });
    expect((await open(token)).body.indicators).toEqual(['overall', 'service']);
    expect((await rate(token, { business: 1 })).body).toMatchObject({ standing: 'counted' });
    const { ratings } = (await world.admin('GET', '/api/cases/C-receipt')).body;
    expect(ratings[0].explanation.facts.leftOut).toEqual({ rule: 'SZ-18e', business: 1 });
  });

  it('SZ-20a, SZ-20b: the page knows the cases of a batch and of a theme', async () => {
    const declarationNo = 'D-phone';
    await world.report({ caseNo: 'B-1', declarationNo });
    const batch = (await open(await tokenOf({ caseNo: 'B-2', declarationNo }))).body.batch;
    expect(batch).toEqual({ caseNos: ['B-1', 'B-2'], count: 2 });
    const linkedCases = [{ caseNo: 'L-1', item: { itemCode: 'GA-02', name: '食品经营许可' } }];
    const token = await tokenOf({ caseNo: 'T-1', linkedCases });
    expect((await open(token)).body.linkedCases).toEqual(linkedCases);
    const linked = [{ caseNo: 'L-1', level: 3 }];
    const { body } = await rate(token, { level: null, linked });
    expect(body).toMatchObject({ standing: 'counted' });
    expect((await rate(token, { level: null })).status).toBe(400);
  });

  it('limits one token, and never the hall behind the same address', async () => {
    const busy = await tokenOf();
    const statuses = await Promise.all(Array.from({ length: 60 }, () => open(busy)));
    expect(statuses.some(({ status }) => status === 429)).toBe(true);
    for (let i = 0; i < 200; i++) await open(`guess-${i}`);
    expect((await open('one-more-guess')).status).toBe(429);
    const neighbour = await tokenOf();
    expect((await open(neighbour)).body.state).toBe('open');
    expect((await rate(neighbour)).body).toMatchObject({ standing: 'counted' });
  });

  it('SZ-12: takes ratings of business systems each by itself, with every error and its rule', async () => {
    const known = await world.report({ caseNo: 'C-online', mode: 'online' });
    expect(known.status).toBe(200);
    const good = system({}, { caseNo: 'C-online' });
    const unknown = system({}, { channel: 'sms' });
    const consultation = system({}, { stage: 'consultation' });
    const broken = system({}, { level: 6, channel: 'evaluator', text: 'x'.repeat(501) });
    const { status, body } = await handOver([good, unknown, good, consultation, broken]);
    expect(status).toBe(200);
    const [first, waiting, again, wrong, bad] = body.results;
    expect(first).toMatchObject({ status: 'stored', receipt: { standing: 'counted' } });
    expect(waiting).toMatchObject({ status: 'stored', receipt: { standing: 'unmatched' } });
    expect(again).toMatchObject({ status: 'duplicate' });
    expect(wrong).toMatchObject({ status: 'refused', errors: [{ rule: 'SZ-15/19' }] });
    expect(bad.errors.map((one: { rule: string }) => one.rule).sort()).toEqual([
      'SZ-10',
      'SZ-11',
      'SZ-12',
    ]);
    const second = await handOver(system({}, { caseNo: 'C-online' }));
    expect(second).toMatchObject({ status: 422, body: { errors: [{ rule: 'SZ-1R' }] } });
    expect((await handOver(good, world.administratorToken)).status).toBe(401);
    expect((await handOver([])).status).toBe(400);
    const list = (await world.admin('GET', '/api/unmatched')).body;
    expect(list[0]).toMatchObject({ terminalId: 'system:yitihua', channel: 'sms' });
  });

  it('SZ-15/19: the hotline hands over how its operator was rated', async () => {
    await world.report({
      caseNo: 'Z-1',
      event: 'consultationEnded',
      mode: 'hotline',
      staff: { staffNo: 'O7', name: '周敏' },
    });
    const voice = system({}, { caseNo: 'Z-1', stage: 'consultation', channel: 'hotline' });
    expect((await handOver(voice)).body.results[0].receipt.standing).toBe('counted');
    const { ratings } = (await world.admin('GET', '/api/cases/Z-1')).body;
    expect(ratings[0]).toMatchObject({ staffNo: 'O7', channel: 'hotline', stage: 'consultation' });
  });

  it('takes a thousand at three in the night, as at any hour', async () => {
    const three = new Date(world.clock.now());
    three.setUTCHours(19, 0, 0, 0);
    world.clock.set(three.getTime() - world.clock.now());
    const many = Array.from({ length: 1_000 }, () => system());
    const { status, body } = await handOver(many);
    expect(status).toBe(200);
    expect(body.results.every((one: { status: string }) => one.status === 'stored')).toBe(true);
  });

  it('SZ-17a: after the last day the page says so, and a rating is late', async () => {
    const invitationId = await invite();
    const { token } = (await link(invitationId)).body;
    world.clock.set(8 * DAY_MS);
    expect((await open(token)).body.state).toMatch(/^(closed|defaulted)$/);
    expect((await rate(token)).body).toMatchObject({ outcome: 'refused', reason: 'tooLate' });
    expect((await link(invitationId)).status).toBe(409);
  });

  it('keeps its signing keys in a file for the owner alone, and the links over a restart', async () => {
    const token = await tokenOf();
    const file = join(world.dataFolder, 'hub.link-keys.json');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    await world.restartHub();
    expect((await open(token)).body.state).toBe('open');
    const logs = JSON.stringify(world.log);
    expect(logs).not.toContain(token);
  });

  it('lets no terminal have the name under which phones come in', async () => {
    const place = { terminalId: 'phone', terminalNo: '1', hallId: 'H01', windowNo: 'A01' };
    const { status, body } = await world.admin('POST', '/api/enrolments/ABCD-2345/approval', place);
    expect(status).toBe(400);
    expect(body.errors[0].path).toBe('body.terminalId');
  });
});

describe('the page behind a link', () => {
  let folder: string;
  let world: World;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'haochaping-page-'));
    await mkdir(join(folder, 'assets'));
    await writeFile(join(folder, 'index.html'), '<!doctype html><title>评价</title>');
    await writeFile(join(folder, 'assets/a-1.js'), '// page');
    await writeFile(join(folder, 'secret.txt'), 'hush');
    world = await World.start({ config: { phoneFolder: folder } });
  });
  afterAll(async () => {
    await world.stop();
    await rm(folder, { recursive: true });
  });

  it('SZ-14c: is the same for every token, may run only itself, and is asked about each time', async () => {
    const { status, body, headers } = await world.call('GET', '/r/any');
    expect({ status, body }).toEqual({ status: 200, body: '<!doctype html><title>评价</title>' });
    expect(headers.get('content-security-policy')).toContain(
      "default-src 'none'; script-src 'self'",
    );
    expect(headers.get('cache-control')).toBe('no-cache');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
  });

  it('has files that never change, and nothing else of the disk', async () => {
    const { status, headers } = await world.call('GET', '/r/assets/a-1.js');
    expect(status).toBe(200);
    expect(headers.get('cache-control')).toContain('immutable');
    for (const path of ['/r/assets/gone.js', '/r/assets/..%2fsecret.txt']) {
      expect((await world.call('GET', path)).status).toBe(404);
    }
  });

  it('says that it is not there when it was never built, and the hub works all the same', async () => {
    const bare = await World.start({ config: { phoneFolder: join(folder, 'nowhere') } });
    const { status, body } = await bare.call('GET', '/r/any');
    expect(status).toBe(503);
    expect(body).toContain('12345');
    await bare.logged({ part: 'api', folder: join(folder, 'nowhere') });
    expect((await bare.report()).status).toBe(200);
    await bare.stop();
  });
});

describe('a hub that citizens cannot reach', () => {
  it('SZ-14c: prints no link rather than one that leads nowhere', async () => {
    const world = await World.start();
    const { invitationId } = (await world.report()).body.results[0].invitation;
    const path = `/api/invitations/${invitationId}/qr`;
    const { status, body } = await world.call('POST', path, undefined, world.systemKey);
    expect({ status, type: body.type }).toEqual({
      status: 409,
      type: 'urn:haochaping:problem:noPublicUrl',
    });
    await world.stop();
  });
});
