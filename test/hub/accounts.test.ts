import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { World } from '../world.ts';

describe('accounts and their roles', () => {
  let world: World;

  beforeAll(async () => {
    world = await World.start();
  });
  afterAll(() => world.stop());

  it('open what names one of their roles, and the refusal names what is missing', async () => {
    const handler = await world.as('chen', 'handler');
    await world.report({ caseNo: 'C-roles' });
    expect((await handler('GET', '/api/cases/C-roles')).status).toBe(200);
    const refused = await handler('PUT', '/api/directory', {});
    expect(refused.status).toBe(403);
    expect(refused.body).toMatchObject({ type: 'urn:haochaping:problem:missingRole' });
    expect(refused.body.detail).toContain('administrator');
    const reason = { party: 'account', reason: 'missingRole' };
    expect(await world.metric('auth_failures_total', reason)).toBe(1);
  });

  it('are made with a random password and known by all their roles, each once', async () => {
    const roles = ['auditor', 'handler', 'handler'];
    const made = await world.admin('POST', '/api/accounts', { name: '李娜', roles });
    expect(made.status).toBe(201);
    const login = { name: '李娜', password: made.body.password };
    const session = await world.call('POST', '/api/sessions', login);
    expect(session.body.roles).toEqual(['handler', 'auditor']);
    const again = await world.admin('POST', '/api/accounts', { name: '李娜', roles });
    expect(again.status).toBe(409);
    const { body } = await world.admin('GET', '/api/accounts');
    expect(body).toContainEqual({ name: '李娜', roles: ['handler', 'auditor'] });
    expect(JSON.stringify(body)).not.toContain('scrypt');
  });

  it.each([[[]], [['king']], [undefined]])('are not made with the roles %j', async (roles) => {
    const answer = await world.admin('POST', '/api/accounts', { name: 'nobody', roles });
    expect(answer.status).toBe(400);
  });

  it('end their sessions when roles or password change, or the account is removed', async () => {
    for (const [name, method, path, body] of [
      ['one', 'PUT', '/api/accounts/one/roles', { roles: ['auditor'] }],
      ['two', 'POST', '/api/accounts/two/password', undefined],
      ['three', 'DELETE', '/api/accounts/three', undefined],
    ] as const) {
      const call = await world.as(name, 'operator');
      expect((await call('GET', '/api/ratings')).status).toBe(200);
      expect((await world.admin(method, path, body)).status).toBeLessThan(300);
      expect((await call('GET', '/api/ratings')).status).toBe(401);
    }
  });

  it('change their own password, whatever their role', async () => {
    const roles = ['auditor'];
    const { password } = (await world.admin('POST', '/api/accounts', { name: 'own', roles })).body;
    const { token } = (await world.call('POST', '/api/sessions', { name: 'own', password })).body;
    const newPassword = 'another long one';
    const change = { currentPassword: password, newPassword };
    const path = '/api/account/password';
    expect((await world.call('PUT', path, change, token)).status).toBe(204);
    const login = { name: 'own', password: newPassword };
    expect((await world.call('POST', '/api/sessions', login)).body.roles).toEqual(roles);
  });

  it('always leave somebody who can administer', async () => {
    const last = (answer: { status: number; body: { type: string } }) => {
      expect(answer.status).toBe(409);
      expect(answer.body.type).toBe('urn:haochaping:problem:lastAdministrator');
    };
    last(await world.admin('DELETE', '/api/accounts/admin'));
    last(await world.admin('PUT', '/api/accounts/admin/roles', { roles: ['auditor'] }));
    expect((await world.admin('DELETE', '/api/accounts/ghost')).status).toBe(404);
    const second = await world.as('second', 'administrator');
    expect((await second('DELETE', '/api/accounts/admin')).status).toBe(204);
    last(await second('DELETE', '/api/accounts/second'));
  });

  it('are shown in the OpenAPI document: one requirement for each role that will do', async () => {
    const { body } = await world.call('GET', '/openapi.json');
    expect(body.paths['/api/cases/{caseNo}/identity/reveal'].post.security).toEqual([
      { accountSession: ['privacyOfficer'] },
      { accountSession: ['handler'] },
    ]);
    expect(body.paths['/api/directory'].put.security).toEqual([
      { accountSession: ['administrator'] },
    ]);
  });
});
