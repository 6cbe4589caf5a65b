import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCli } from '../../hub/index.ts';
import type { RatingBody } from '../../protocol/index.ts';
import type { Device } from '../device.ts';
import type { Wire } from '../wire.ts';
import { World } from '../world.ts';

const PRIVATE = '我叫李雷,电话13800000000';
const REPORTS = [
  { step: 'dispatch', body: 'B-01' },
  { step: 'accept' },
  { step: 'verify', substantiated: true, text: '情况属实' },
  { step: 'rectify', text: '已约谈整改' },
  { step: 'followUp', answer: 'satisfied' },
];

describe('work orders over HTTP', () => {
  let world: World;
  let device: Device;
  let wire: Wire;
  let hotlineKey: string;
  let clerk: Awaited<ReturnType<World['as']>>;

  beforeAll(async () => {
    world = await World.start();
    device = await world.enrol({ terminalId: 'w01' });
    wire = await world.connect(device);
    const system = { systemId: '12345', name: '12345 热线', kind: 'hotline' };
    hotlineKey = (await world.admin('POST', '/api/systems', system)).body.key;
    clerk = await world.as('clerk', 'operator', 'handler', 'reviewer');
  });
  afterAll(() => world.stop());

  /** A negative rating by the whole road; the number of the order it opened. */
  async function rated(caseNo: string, body: Partial<RatingBody> = {}): Promise<string> {
    await world.report({ caseNo });
    const { prompt } = await wire.next('prompt');
    await wire.rate(await device.answer(prompt, { level: 1, text: PRIVATE, ...body }));
    return (await world.admin('GET', '/api/work-orders?limit=1')).body[0].orderNo;
  }
  const step = (orderNo: string, body: unknown) =>
    clerk('POST', `/api/work-orders/${orderNo}/steps`, body);
  const hotline = (orderNo: string, stepId: string, body: unknown, key = hotlineKey) =>
    world.call('POST', `/api/hotline/orders/${orderNo}/steps`, { stepId, step: body }, key);

  it('open with a negative rating, show what it was about and no personal data (SZ-21a, SZ-16)', async () => {
    const orderNo = await rated('C-open', { service: 2 });
    const answer = await world.admin('GET', `/api/work-orders/${orderNo}`);
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      orderNo,
      state: 'opened',
      timing: 'running',
      hallId: 'H01',
      caseNos: ['C-open'],
      parts: [
        { indicator: 'overall', level: 1, staffNo: 'S01', itemCode: 'GA-01' },
        { indicator: 'service', level: 2 },
      ],
      about: { level: 1, service: 2, standing: 'counted' },
      steps: [],
      allowed: ['dispatch'],
      explanation: { rule: 'SZ-21a' },
    });
    expect(JSON.stringify(answer.body)).not.toContain('李雷');
    const before = (await world.admin('GET', '/api/work-orders')).body.length;
    await world.report({ caseNo: 'C-good' });
    const { prompt } = await wire.next('prompt');
    await wire.rate(await device.answer(prompt, { level: 3 }));
    expect((await world.admin('GET', '/api/work-orders')).body).toHaveLength(before);
  });

  it('go step by step to the end, and refuse by name what is not possible now (SZ-21c)', async () => {
    const orderNo = await rated('C-steps');
    const early = await step(orderNo, { step: 'close' });
    expect(early).toMatchObject({
      status: 409,
      body: {
        type: 'urn:haochaping:problem:notNow',
        errors: [{ path: 'body.step', message: 'allowed now: dispatch', rule: 'SZ-21c' }],
      },
    });
    const path = `/api/work-orders/${orderNo}/steps`;
    expect((await world.admin('POST', path, { step: 'accept' })).status).toBe(409);
    for (const one of REPORTS) expect((await step(orderNo, one)).status).toBe(200);
    expect((await step(orderNo, { step: 'close' })).body).toEqual({
      status: 'taken',
      state: 'closed',
      allowed: ['reopen'],
    });
    const { body } = await world.admin('GET', `/api/work-orders/${orderNo}`);
    expect(body).toMatchObject({ state: 'closed', timing: 'onTime', body: 'B-01' });
    expect(body.steps.map((one: { step: object }) => one.step)).toEqual([
      ...REPORTS,
      { step: 'close' },
    ]);
    expect(body.steps[0].by).toEqual({ account: 'clerk' });
  });

  it('refuse a step that says too little or too much, with everything that was wrong', async () => {
    const orderNo = await rated('C-wrong');
    await step(orderNo, REPORTS[0]);
    await step(orderNo, REPORTS[1]);
    expect((await step(orderNo, { step: 'verify' })).status).toBe(400);
    expect((await step(orderNo, { step: 'vanish' })).status).toBe(400);
    const verify = { step: 'verify', substantiated: true };
    const text = (length: number) => '𬭎'.repeat(length);
    expect((await step(orderNo, { ...verify, text: text(2_001) })).status).toBe(400);
    const attachments = [{ name: '照片.jpg', sha256: 'nonsense', bytes: -1 }];
    const badFile = await step(orderNo, { ...verify, text: '属实', attachments });
    expect(badFile.body.errors).toHaveLength(2);
    expect((await step(orderNo, { ...verify, text: text(2_000) })).status).toBe(200);
    const finely = { step: 'followUp', answer: 'basicallySatisfied' };
    await step(orderNo, REPORTS[3]);
    expect(await step(orderNo, finely)).toMatchObject({
      status: 422,
      body: { type: 'urn:haochaping:problem:answerNotOffered' },
    });
    expect((await step('GD20261120-999999', REPORTS[0])).status).toBe(404);
    expect((await step('nonsense', REPORTS[0])).status).toBe(400);
  });

  it('come back from the hotline, each step once, by key only (SZ-21a)', async () => {
    const orderNo = await rated('C-hotline');
    expect((await hotline(orderNo, 'h1', REPORTS[0], 'hcp_wrong')).status).toBe(401);
    expect((await hotline(orderNo, 'h1', REPORTS[0], world.administratorToken)).status).toBe(401);
    expect(await hotline(orderNo, 'h1', REPORTS[0], world.systemKey)).toMatchObject({
      status: 403,
      body: {
        type: 'urn:haochaping:problem:wrongKind',
        detail: 'This needs the key of a system of kind hotline.',
      },
    });
    expect((await hotline(orderNo, 'h1', REPORTS[0])).body.status).toBe('taken');
    expect((await hotline(orderNo, 'h1', REPORTS[0])).body.status).toBe('duplicate');
    expect(await hotline(orderNo, 'h1', { step: 'accept' })).toMatchObject({
      status: 409,
      body: { type: 'urn:haochaping:problem:contradiction' },
    });
    for (const [at, one] of REPORTS.slice(1).entries()) {
      expect((await hotline(orderNo, `h${at + 2}`, one)).status).toBe(200);
    }
    expect(await hotline(orderNo, 'h9', { step: 'close' })).toMatchObject({
      status: 403,
      body: { type: 'urn:haochaping:problem:notYours' },
    });
    const { body } = await world.admin('GET', `/api/work-orders/${orderNo}`);
    expect(body).toMatchObject({ state: 'followedUp', allowed: ['close', 'reopen'] });
    expect(body.steps[0].by).toEqual({ system: '12345', stepId: 'h1' });
  });

  it('are listed by state, hall and due date, and counted by month (GZ-3)', async () => {
    const list = async (filter: string) =>
      (await world.admin('GET', `/api/work-orders?${filter}`)).body;
    const opened = await list('state=opened&hall=H01');
    expect(opened.every((one: { state: string }) => one.state === 'opened')).toBe(true);
    expect(opened.length).toBeGreaterThan(0);
    expect(await list('hall=H99')).toEqual([]);
    expect(await list('due=overdue')).toEqual([]);
    const [newest, second] = await list('limit=2');
    expect(await list(`limit=1&before=${newest.rating}`)).toEqual([second]);
    expect((await world.admin('GET', '/api/work-orders?state=lost')).status).toBe(400);

    const month = opened[0].day.slice(0, 7);
    const figures = await world.admin('GET', `/api/work-orders/figures?month=${month}`);
    expect(figures.body.find((one: { body: string }) => one.body === 'B-01')).toMatchObject({
      opened: 3,
      onTime: 2,
      overdue: 0,
      running: 1,
      substantiated: 3,
      satisfied: 2,
    });
    expect((await world.admin('GET', '/api/work-orders/figures?month=2026-13')).status).toBe(400);
  });

  it('are overdue once their time is over, as the clock says (SZ-21b)', async () => {
    const DAY_MS = 86_400_000;
    world.clock.set(30 * DAY_MS);
    try {
      const { body } = await world.admin('GET', '/api/work-orders?due=overdue');
      expect(body.length).toBeGreaterThan(0);
      expect(body.every((one: { timing: string }) => one.timing === 'overdue')).toBe(true);
    } finally {
      world.clock.set(-30 * DAY_MS);
    }
  });

  it('are shown by the command line', async () => {
    const cli = async (...argv: string[]) => {
      let out = '';
      const env = {
        HAOCHAPING_HUB: world.addresses.httpUrl,
        HAOCHAPING_PASSWORD: world.administratorPassword,
      };
      const say = (text: string) => {
        out += text;
      };
      const askSecret = () => Promise.resolve('');
      return { exitCode: await runCli(argv, { env, out: say, err: say, askSecret }), out };
    };
    const orderNo = await rated('C-cli');
    await step(orderNo, REPORTS[0]);
    expect(await cli('orders', '--state', 'dispatched')).toMatchObject({
      exitCode: 0,
      out: expect.stringContaining(orderNo),
    });
    expect((await cli('orders', '--due', 'overdue')).out).toBe('none\n');
    const shown = await cli('order', orderNo);
    expect(shown.out).toContain('dispatch');
    expect(shown.out).toContain('Allowed now: accept, return');
    expect((await cli('order', 'GD20261120-999999')).exitCode).toBe(1);
    expect((await cli('appeals')).out).toBe('none\n');
  });

  it('lose what was written, not what was done, when a privacy officer says so (SZ-16)', async () => {
    const orderNo = await rated('C-redact');
    await step(orderNo, { ...REPORTS[0], text: PRIVATE });
    const path = `/api/work-orders/${orderNo}`;
    const reason = '工单文字中含个人信息';
    expect((await clerk('POST', `${path}/redaction`, { reason })).status).toBe(403);
    const { password } = (
      await world.admin('POST', '/api/accounts', { name: 'po', roles: ['privacyOfficer'] })
    ).body;
    let said = '';
    const exitCode = await runCli(
      ['redact', 'order', orderNo, '--reason', reason, '--name', 'po'],
      {
        env: { HAOCHAPING_HUB: world.addresses.httpUrl, HAOCHAPING_PASSWORD: password },
        out: (text) => {
          said += text;
        },
        err: (text) => {
          said += text;
        },
        askSecret: () => Promise.resolve(''),
      },
    );
    expect({ exitCode, said }).toEqual({
      exitCode: 0,
      said: `What was written in order ${orderNo} is redacted.\n`,
    });
    const { body } = await world.admin('GET', path);
    expect(body.steps).toMatchObject([{ step: { ...REPORTS[0], text: '〔已隐去〕' } }]);
    const story = await world.admin('GET', '/api/cases/C-redact/explanation');
    expect(JSON.stringify(story.body)).toContain('words.redacted');
  });

  it('let nobody in without a session', async () => {
    for (const path of ['work-orders', 'work-orders/figures?month=2026-11', 'appeals']) {
      expect((await world.call('GET', `/api/${path}`)).status).toBe(401);
      const { status } = await world.call('GET', `/api/${path}`, undefined, world.systemKey);
      expect(status).toBe(401);
    }
    const path = '/api/work-orders/GD20261120-000001/steps';
    expect((await world.call('POST', path, REPORTS[0], world.systemKey)).status).toBe(401);
  });
});
