import { rm, stat } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCli } from '../../hub/index.ts';
import type { Applicant } from '../../protocol/index.ts';
import { until } from '../until.ts';
import { World } from '../world.ts';

const DAY = 86_400_000;
const REASON = '回访差评工单';

const APPLICANT: Applicant = {
  kind: 'person',
  name: '欧阳小明',
  idType: 'residentId',
  idNo: '440304199001011234',
  phone: '+86 138 1234 5678',
};

describe('the identity of an applicant', () => {
  let world: World;
  let officer: Awaited<ReturnType<World['as']>>;
  let auditor: Awaited<ReturnType<World['as']>>;

  beforeAll(async () => {
    world = await World.start();
    officer = await world.as('zhao', 'privacyOfficer');
    auditor = await world.as('qian', 'auditor');
  });
  afterAll(() => world.stop());

  const identityOf = async (caseNo: string) =>
    (await world.admin('GET', `/api/cases/${caseNo}`)).body.identity;
  const newestAccess = async () => (await auditor('GET', '/api/access-log?limit=1')).body[0];
  const minutesAgo = (minutes: number) =>
    new Date(world.clock.now() - minutes * 60_000).toISOString();

  it('is masked wherever a case is shown, and no record holds it', async () => {
    await world.report({ caseNo: 'C-masked', applicant: APPLICANT });
    const { body } = await world.admin('GET', '/api/cases/C-masked');
    expect(body.identity).toEqual({
      state: 'kept',
      applicant: {
        kind: 'person',
        name: '欧阳**',
        idType: 'residentId',
        idNo: '4403**********1234',
        phone: '138****5678',
      },
    });
    expect(body.records[0].record).not.toHaveProperty('applicant');
  });

  it('is revealed to who has the role and a reason, and the access log has it', async () => {
    await world.report({ caseNo: 'C-revealed', applicant: APPLICANT });
    const path = '/api/cases/C-revealed/identity/reveal';
    const revealed = await officer('POST', path, { reason: REASON });
    expect(revealed).toMatchObject({ status: 200, body: APPLICANT });
    expect(await newestAccess()).toMatchObject({
      kind: 'identity.revealed',
      by: 'zhao',
      reason: REASON,
      caseNos: ['C-revealed'],
    });
  });

  it.each([
    ['no reason', {}, 400, 'invalid'],
    ['too short a reason', { reason: '看看  ' }, 400, 'invalid'],
    ['the name in the reason', { reason: '联系 欧阳小明 本人' }, 422, 'reasonNamesPerson'],
    ['the telephone in the reason', { reason: '打 138-1234-5678' }, 422, 'reasonNamesPerson'],
  ])('is not revealed for %s, and the attempt is kept', async (_, body, status, why) => {
    await world.report({ caseNo: 'C-refused', applicant: APPLICANT });
    const answer = await officer('POST', '/api/cases/C-refused/identity/reveal', body);
    expect(answer.status).toBe(status);
    expect(await newestAccess()).toMatchObject({
      kind: 'identity.refused',
      by: 'zhao',
      caseNos: ['C-refused'],
      facts: { attempt: 'reveal', why },
    });
  });

  it('is not revealed without the role, to the administrator neither, and the attempt is kept', async () => {
    await world.report({ caseNo: 'C-forbidden', applicant: APPLICANT });
    const path = '/api/cases/C-forbidden/identity/reveal';
    const answer = await world.admin('POST', path, { reason: REASON });
    expect(answer.status).toBe(403);
    expect(answer.body.detail).toContain('privacyOfficer or handler');
    expect(await newestAccess()).toMatchObject({
      kind: 'identity.refused',
      by: 'admin',
      caseNos: ['C-forbidden'],
      facts: { why: 'missingRole' },
    });
    expect((await officer('GET', '/api/access-log')).status).toBe(403);
    expect((await world.call('POST', path, { reason: REASON })).status).toBe(401);
  });

  it('of a case that has none is unknown, and the attempt is kept', async () => {
    await world.report({ caseNo: 'C-nobody' });
    expect(await identityOf('C-nobody')).toBeNull();
    const answer = await officer('POST', '/api/cases/C-nobody/identity/reveal', { reason: REASON });
    expect(answer.status).toBe(404);
    expect(await newestAccess()).toMatchObject({ facts: { why: 'unknown' } });
  });

  it.each([
    ['telephone', { phone: '138-1234-9999' }],
    ['identity number', { idNo: '44030419900101999x' }],
  ])('is found by its %s in any spelling, masked, and the look-up is kept', async (_, wanted) => {
    const numbers = { idNo: '44030419900101999X', phone: '008613812349999' };
    await world.report({ caseNo: 'C-found', applicant: { ...APPLICANT, ...numbers } });
    const { body } = await officer('POST', '/api/identities/look-up', {
      ...wanted,
      reason: REASON,
    });
    expect(body).toMatchObject([{ caseNo: 'C-found', applicant: { phone: '138****9999' } }]);
    const access = await newestAccess();
    expect(access).toMatchObject({ kind: 'identity.lookedUp', by: 'zhao', caseNos: ['C-found'] });
    expect(JSON.stringify(access)).not.toMatch(/9999/);
  });

  it('is looked up by exactly one number, with a reason, by who may', async () => {
    const lookUp = (body: object) => officer('POST', '/api/identities/look-up', body);
    expect((await lookUp({ reason: REASON })).status).toBe(400);
    expect((await lookUp({ phone: '13812345678' })).status).toBe(400);
    const reason = '来电 13812345678';
    expect((await lookUp({ phone: '13812345678', reason })).status).toBe(422);
    const asked = { phone: '13812345678', reason: REASON };
    expect((await auditor('POST', '/api/identities/look-up', asked)).status).toBe(403);
    expect(await newestAccess()).toMatchObject({ by: 'qian', facts: { attempt: 'lookUp' } });
  });

  it('under the same record id must be the same, and the same may come again', async () => {
    const record = world.record({ caseNo: 'C-again', applicant: APPLICANT });
    const post = async (body: unknown) =>
      (await world.call('POST', '/api/service-records', [body], world.systemKey)).body.results[0];
    expect((await post(record)).status).toBe('recorded');
    expect((await post(record)).status).toBe('duplicate');
    const { phone: _, ...changed } = APPLICANT;
    expect((await post({ ...record, applicant: changed })).status).toBe('refused');
    const { applicant: __, ...without } = record;
    expect((await post(without)).status).toBe('refused');
  });

  it('is that of the newest step, whatever the order in which the records come', async () => {
    const caseNo = 'C-newest';
    const named = (name: string, minutes: number) =>
      world.report({
        caseNo,
        occurredAt: minutesAgo(minutes),
        applicant: { ...APPLICANT, name },
      });
    await named('王丽', 10);
    await named('陈强', 30);
    expect(await identityOf(caseNo)).toMatchObject({ applicant: { name: '王*' } });
    await named('李小红', 5);
    expect(await identityOf(caseNo)).toMatchObject({ applicant: { name: '李**' } });
    await world.report({ caseNo });
    expect(await identityOf(caseNo)).toMatchObject({ applicant: { name: '李**' } });
  });

  it('stays readable when keys are rotated, sealed anew, and the old one is forgotten', async () => {
    const cli = async (...argv: string[]) => {
      let out = '';
      const exitCode = await runCli([...argv, '--json'], {
        env: {
          HAOCHAPING_HUB: world.addresses.httpUrl,
          HAOCHAPING_PASSWORD: world.administratorPassword,
        },
        out: (text) => {
          out += text;
        },
        err: () => {},
        askSecret: () => Promise.resolve(''),
      });
      return { exitCode, result: out === '' ? null : JSON.parse(out) };
    };
    const [old] = (await cli('keys')).result;
    expect(old).toMatchObject({ active: true });
    expect(old.identities).toBeGreaterThan(3);
    expect((await cli('keys', 'retire', old.keyId)).exitCode).toBe(1);
    const { keyId } = (await cli('keys', 'rotate')).result;
    expect((await cli('keys', 'retire', old.keyId)).exitCode).toBe(1);
    await world.report({ caseNo: 'C-new-key', applicant: APPLICANT });
    expect((await cli('keys', 'rekey')).result).toEqual({ resealed: old.identities, remaining: 0 });
    expect((await cli('keys', 'retire', old.keyId)).exitCode).toBe(0);
    expect((await cli('keys')).result).toMatchObject([{ keyId, identities: old.identities + 1 }]);
    await world.restartHub();
    officer = await world.as('zhao2', 'privacyOfficer');
    auditor = await world.as('qian2', 'auditor');
    const path = '/api/cases/C-revealed/identity/reveal';
    expect((await officer('POST', path, { reason: REASON })).body).toEqual(APPLICANT);
    const kinds = (await auditor('GET', '/api/access-log')).body.map(
      (one: { kind: string }) => one.kind,
    );
    expect(kinds).toEqual(expect.arrayContaining(['key.activated', 'key.retired']));
  });

  it('is deleted when its retention is over; a late record does not bring it back, a new step may', async () => {
    const caseNo = 'C-expired';
    const old = world.record({ caseNo, applicant: APPLICANT, occurredAt: minutesAgo(60) });
    const post = (body: unknown) =>
      world.call('POST', '/api/service-records', body, world.systemKey);
    await post(old);
    world.clock.set(181 * DAY);
    await world.report({ caseNo: 'C-fresh', applicant: APPLICANT });
    await world.restartHub();
    const gone = await until('the deletion', async () => {
      const identity = await identityOf(caseNo);
      return identity.state === 'deleted' && identity;
    });
    expect(gone).toMatchObject({ state: 'deleted', rule: 'SZ-16' });
    expect(await identityOf('C-fresh')).toMatchObject({ state: 'kept' });
    expect((await post(old)).body.results[0].status).toBe('duplicate');
    await post({ ...old, recordId: 'late' });
    expect(await identityOf(caseNo)).toMatchObject({ state: 'deleted' });
    officer = await world.as('zhao3', 'privacyOfficer');
    const reveal = await officer('POST', `/api/cases/${caseNo}/identity/reveal`, {
      reason: REASON,
    });
    expect(reveal.status).toBe(410);
    const lookUp = { phone: APPLICANT.phone, reason: REASON };
    expect((await officer('POST', '/api/identities/look-up', lookUp)).body).toHaveLength(1);
    await world.report({ caseNo, applicant: APPLICANT });
    expect(await identityOf(caseNo)).toMatchObject({ state: 'kept' });
  });

  it('cannot be lost by a start without the key file: the hub says so and makes no other', async () => {
    expect((await stat(world.keyFile)).mode & 0o777).toBe(0o600);
    await world.stopHub();
    await rm(world.keyFile);
    await expect(world.startHub()).rejects.toMatchObject({ code: 'keyFileMissing' });
    await expect(stat(world.keyFile)).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
