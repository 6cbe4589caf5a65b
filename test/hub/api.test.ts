import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { World } from '../world.ts';

describe('the HTTP API', () => {
  let world: World;

  beforeAll(async () => {
    world = await World.start();
  });
  afterAll(() => world.stop());

  const post = (body: unknown, key?: string) =>
    world.call('POST', '/api/service-records', body, key);

  it('takes service records only with the key of a business system', async () => {
    expect((await post(world.record())).status).toBe(401);
    expect((await post(world.record(), 'hcp_wrong')).status).toBe(401);
    expect((await post(world.record(), world.administratorToken)).status).toBe(401);
    const system = { systemId: 'other', name: '另一系统' };
    const { key } = (await world.admin('POST', '/api/systems', system)).body;
    expect((await post(world.record(), key)).status).toBe(200);
    expect((await world.admin('POST', '/api/systems', system)).status).toBe(409);
    expect((await world.admin('DELETE', '/api/systems/other')).status).toBe(204);
    expect((await post(world.record(), key)).status).toBe(401);
    expect(await world.metric('auth_failures_total', { party: 'businessSystem' })).toBe(4);
  });

  it('takes the same record any number of times, and no contradiction', async () => {
    const record = world.record();
    const first = await post(record, world.systemKey);
    expect(first.body.results[0]).toMatchObject({ recordId: record.recordId, status: 'recorded' });
    expect((await post(record, world.systemKey)).body.results[0].status).toBe('duplicate');
    const { status, body } = await post({ ...record, event: 'refused' }, world.systemKey);
    expect(status).toBe(422);
    expect(body.errors).toMatchObject([{ path: 'recordId', rule: 'SZ-18' }]);
    const listed = await world.admin('GET', '/api/contradictions');
    const about = { caseNo: record.caseNo, kind: 'sameIdOtherContent' };
    expect(listed.body).toContainEqual(expect.objectContaining(about));
    const seen = `/api/contradictions/${record.caseNo}/sameIdOtherContent/seen`;
    expect((await world.admin('POST', seen)).status).toBe(204);
    expect((await world.admin('POST', '/api/contradictions/X/none/seen')).status).toBe(404);
    const open = await world.admin('GET', '/api/contradictions');
    expect(open.body).not.toContainEqual(expect.objectContaining(about));
  });

  it('names every error of a refused record at once', async () => {
    const { caseNo: _, staff: __, ...record } = world.record();
    const answer = await post({ ...record, event: 'vanished', colour: 1 }, world.systemKey);
    expect(answer.status).toBe(422);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    const named = answer.body.errors.map(
      ({ path, rule }: { path: string; rule?: string }) => `${path} ${rule ?? ''}`,
    );
    expect(named.toSorted()).toEqual([' ', 'caseNo SZ-14a', 'event SZ-18', 'staff SZ-14a']);
  });

  it('takes each record of many by itself', async () => {
    const good = world.record();
    const answer = await post([good, { recordId: 'bad' }, good], world.systemKey);
    expect(answer.status).toBe(200);
    expect(answer.body.results.map((one: { status: string }) => one.status)).toEqual([
      'recorded',
      'refused',
      'duplicate',
    ]);
    expect((await post([], world.systemKey)).status).toBe(400);
    expect((await post(Array(1_001).fill({}), world.systemKey)).status).toBe(400);
  });

  it('refuses bodies that are too long or no JSON as problems', async () => {
    const long = await post('x'.repeat(2_200_000), world.systemKey);
    expect(long).toMatchObject({ status: 413, body: { type: 'urn:haochaping:problem:tooLarge' } });
    const response = await fetch(`${world.addresses.httpUrl}/api/sessions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"name":',
    });
    expect(response.status).toBe(400);
    expect(response.headers.get('content-type')).toContain('application/problem+json');
    await response.text();
    expect((await world.call('GET', '/nowhere')).body).toMatchObject({ status: 404 });
  });

  it('lets nobody but an administrator read or change anything', async () => {
    for (const path of [
      'ratings',
      'ratings/stream',
      'unmatched',
      'quarantine',
      'figures',
      'state',
    ]) {
      expect((await world.call('GET', `/api/${path}`)).status).toBe(401);
      expect((await world.call('GET', `/api/${path}`, undefined, world.systemKey)).status).toBe(
        401,
      );
    }
    for (const path of ['cases/C-1', 'terminals', 'enrolments', 'directory', 'systems']) {
      expect((await world.call('GET', `/api/${path}`)).status).toBe(401);
    }
    expect((await world.call('PUT', '/api/directory', {})).status).toBe(401);
  });

  it('counts figures by what is asked', async () => {
    expect((await world.admin('GET', '/api/figures?by=day,level,kind')).status).toBe(200);
    const { status, body } = await world.admin('GET', '/api/figures?by=colour&from=yesterday');
    expect(status).toBe(400);
    expect(body.errors.map((one: { path: string }) => one.path)).toEqual(
      expect.arrayContaining(['querystring.by', 'querystring.from']),
    );
    expect((await world.admin('GET', '/api/cases/C-nobody')).status).toBe(404);
  });

  it('answers pages of terminals on localhost, and no other page', async () => {
    const ask = (origin: string) =>
      fetch(`${world.addresses.httpUrl}/api/enrolments`, {
        method: 'OPTIONS',
        headers: { origin, 'access-control-request-method': 'POST' },
      });
    const local = await ask('http://localhost:8610');
    expect(local.status).toBe(204);
    expect(local.headers.get('access-control-allow-origin')).toBe('http://localhost:8610');
    const foreign = await ask('https://evil.example');
    expect(foreign.headers.get('access-control-allow-origin')).toBeNull();
  });

  it('shows its metrics to this machine and to administrators only', async () => {
    expect((await world.call('GET', '/metrics')).body).toContain('haochaping_terminals_connected');
    const behind = { 'x-forwarded-for': '203.0.113.9' };
    const proxied = await fetch(`${world.addresses.httpUrl}/metrics`, { headers: behind });
    expect(proxied.status).toBe(401);
    await proxied.text();
  });

  it('describes itself, readable with no internet', async () => {
    const document = (await world.call('GET', '/openapi.json')).body;
    expect(document.openapi).toBe('3.1.0');
    for (const operations of Object.values<Record<string, { summary?: string }>>(document.paths)) {
      for (const operation of Object.values(operations)) expect(operation.summary).toBeTruthy();
    }
    expect(document.paths['/api/state'].get.security).toContainEqual({
      accountSession: ['administrator'],
    });
    const page = (await world.call('GET', '/docs/')).body;
    expect(page).toContain('swagger-ui');
    expect(page).not.toMatch(/(src|href)="https?:/);
    const home = await world.call('GET', '/');
    expect(home.body).toContain('/docs');
    expect(home.headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  it('changes a password, ends its sessions, and locks out who guesses', async () => {
    const login = (password: string) =>
      world.call('POST', '/api/sessions', { name: 'admin', password });
    const currentPassword = world.administratorPassword;
    const change = (body: object) => world.admin('PUT', '/api/account/password', body);
    expect((await change({ currentPassword, newPassword: 'short' })).status).toBe(400);
    const newPassword = 'a much longer one';
    expect((await change({ currentPassword: 'wrong', newPassword })).status).toBe(403);
    expect((await change({ currentPassword, newPassword })).status).toBe(204);
    expect((await world.admin('GET', '/api/state')).status).toBe(401);
    expect((await login(currentPassword)).status).toBe(401);
    expect((await login(newPassword)).status).toBe(201);
    for (let i = 0; i < 5; i++) await login('guess');
    expect((await login(newPassword)).status).toBe(429);
  });
});
