import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RatingBody } from '../../protocol/index.ts';
import type { Device } from '../device.ts';
import type { Wire } from '../wire.ts';
import { World } from '../world.ts';

const PRIVATE = '身份证 440301199001011234';

type Caller = Awaited<ReturnType<World['as']>>;

describe('appeals over HTTP', () => {
  let world: World;
  let device: Device;
  let wire: Wire;
  let filer: Caller;

  beforeAll(async () => {
    world = await World.start();
    device = await world.enrol({ terminalId: 'w01' });
    wire = await world.connect(device);
    filer = await world.as('op', 'operator', 'appealDecider');
  });
  afterAll(() => world.stop());

  async function rated(caseNo: string, body: Partial<RatingBody>): Promise<number> {
    await world.report({ caseNo });
    const { prompt } = await wire.next('prompt');
    await wire.rate(await device.answer(prompt, body));
    return (await world.admin('GET', '/api/ratings?limit=1')).body[0].position;
  }
  const file = (rating: number, other: object = {}) => {
    const filing = { rating, staffNo: 'S01', subject: 'staffConduct', ground: 'malicious' };
    return filer('POST', '/api/appeals', { ...filing, text: '有录像为证', ...other });
  };
  const decide = (appealNo: string, uphold: boolean, by: Caller) => {
    const path = `/api/appeals/${appealNo}/decisions`;
    return by('POST', path, { uphold, text: '已核实' });
  };

  it('are filed by one person, decided by another, and reversed by a third (SZ-22a)', async () => {
    const rating = await rated('C-1', { level: 1 });
    const filed = await file(rating);
    expect(filed.status).toBe(201);
    const { appealNo } = filed.body;
    expect(await decide(appealNo, true, filer)).toMatchObject({
      status: 403,
      body: { type: 'urn:haochaping:problem:samePerson', errors: [{ rule: 'SZ-22a' }] },
    });
    const second = await world.as('li', 'appealDecider');
    const third = await world.as('wu', 'appealDecider');
    expect((await decide(appealNo, true, second)).body).toEqual({ state: 'decided', upheld: true });
    const standings = async () =>
      (await world.admin('GET', '/api/figures?by=staff,kind')).body.rows;
    expect(await standings()).toMatchObject([
      { staff: 'S01', kind: 'notAdopted', ratings: { notAdopted: 1 } },
    ]);
    expect((await world.admin('GET', '/api/ratings?limit=1')).body[0].standing).toBe('notAdopted');
    expect((await world.admin('GET', '/api/state')).body.counts).toMatchObject({ notAdopted: 1 });
    expect((await decide(appealNo, false, second)).status).toBe(403);
    expect((await decide(appealNo, true, third)).status).toBe(422);
    expect((await decide(appealNo, false, third)).body.state).toBe('rechecked');
    expect(await standings()).toMatchObject([
      { staff: 'S01', kind: 'citizen', ratings: { citizen: 1 } },
    ]);
    const [appeal] = (await world.admin('GET', '/api/appeals')).body;
    expect(appeal).toMatchObject({ appealNo, state: 'rechecked', upheld: false, caseNo: 'C-1' });
    expect(appeal.decisions.map((one: { by: string }) => one.by)).toEqual(['li', 'wu']);
  });

  it('against item, process, efficiency, convenience or platform are refused (SZ-22b)', async () => {
    const rating = await rated('C-2', { level: 2 });
    expect(await file(rating, { subject: 'process' })).toMatchObject({
      status: 422,
      body: {
        type: 'urn:haochaping:problem:notAppealable',
        errors: [{ path: 'body.subject', rule: 'SZ-22b' }],
      },
    });
    const business = await rated('C-3', { level: 4, business: 1, service: 5 });
    expect((await file(business)).body.errors[0].rule).toBe('SZ-22b');
    const good = await rated('C-4', { level: 5 });
    expect((await file(good)).body.type).toBe('urn:haochaping:problem:notNegative');
    expect((await file(rating, { staffNo: 'S02' })).status).toBe(422);
    expect((await file(rating, { text: '' })).status).toBe(400);
    expect((await file(1)).status).toBe(404);
    expect((await decide('SS20261120-000001', true, filer)).status).toBe(404);
    expect((await file(rating)).status).toBe(201);
    expect((await file(rating)).status).toBe(409);
  });

  it('lose what was written when a privacy officer says so, and stay decided (SZ-16)', async () => {
    const { appealNo } = (await file(await rated('C-5', { level: 1 }), { text: PRIVATE })).body;
    await decide(appealNo, true, await world.as('zhao', 'appealDecider'));
    const path = `/api/appeals/${appealNo}/redaction`;
    const reason = '申诉文字中含个人信息';
    expect((await filer('POST', path, { reason })).status).toBe(403);
    const officer = await world.as('po', 'privacyOfficer');
    expect((await officer('POST', path, { reason: '' })).status).toBe(400);
    const unknown = '/api/appeals/SS20261120-999999/redaction';
    expect((await officer('POST', unknown, { reason })).status).toBe(404);
    expect((await officer('POST', path, { reason })).status).toBeLessThan(300);
    const { body } = await world.admin('GET', '/api/appeals');
    const appeal = body.find((one: { appealNo: string }) => one.appealNo === appealNo);
    expect(appeal).toMatchObject({ text: '〔已隐去〕', state: 'decided', upheld: true });
    const { status, body: ledger } = await world.admin('GET', '/api/cases/C-5/explanation');
    expect(status).toBe(200);
    expect(JSON.stringify(ledger)).toContain('words.redacted');
    expect(JSON.stringify(ledger)).not.toContain(PRIVATE);
  });
});
