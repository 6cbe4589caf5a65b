import { expect, it } from 'vitest';
import type { Account } from '../port.ts';
import { DAY, type Hall } from './hall.ts';
import { sealed } from './sealed.ts';

/** Sealed identities beside the ledger, and the accounts that may ask for them. */
export function identityContract(hall: () => Hall): void {
  const identityOf = (caseNo: string) => hall().store.query({ kind: 'identity', caseNo });
  const expire = (limit = 10) => {
    const at = hall().clock.now();
    const due = { before: at - 180 * DAY, limit, rule: 'SZ-16' };
    return hall().store.submit({ kind: 'identity.expire', ...due, at });
  };

  it('keeps the identity of the newest step, and another one under the same record is refused', async () => {
    const record = hall().record('C1');
    await hall().report(record, sealed('a'));
    expect(await hall().report(record, sealed('a'))).toEqual({ status: 'duplicate' });
    expect(await hall().report(record, sealed('b'))).toMatchObject({ status: 'refused' });
    expect(await hall().report(record)).toMatchObject({ status: 'refused' });
    const earlier = { occurredAt: '2026-11-20T09:00:00.000+08:00' };
    await hall().report(hall().record('C1', earlier), sealed('c'));
    expect(await identityOf('C1')).toMatchObject({
      state: 'kept',
      identity: { name: 'sealed a' },
    });
    expect(await identityOf('C2')).toBeNull();
  });

  it('deletes what is due in steps, the longest quiet first, and counts from the last record', async () => {
    for (const caseNo of ['C1', 'C2', 'C3']) {
      await hall().report(hall().record(caseNo), sealed(caseNo));
      hall().clock.advance(DAY);
    }
    hall().clock.advance(100 * DAY);
    await hall().report(hall().record('C1'));
    hall().clock.advance(81 * DAY);
    expect(await expire(1)).toEqual({ deleted: 1 });
    expect(await identityOf('C2')).toMatchObject({ state: 'deleted', rule: 'SZ-16' });
    expect(await expire()).toEqual({ deleted: 1 });
    expect(await expire()).toEqual({ deleted: 0 });
    expect(await identityOf('C1')).toMatchObject({ state: 'kept' });
    const index = { field: 'idNo', index: 'index of C2', limit: 9 } as const;
    expect(await hall().store.query({ kind: 'identitiesByIndex', ...index })).toEqual([]);
  });

  it('seals anew only what is still the same, and says how many a key seals', async () => {
    const { store, clock } = hall();
    await hall().report(hall().record('C1'), sealed('a'));
    await hall().report(hall().record('C2'), sealed('b'));
    const kept = await store.query({ kind: 'identitiesSealedWith', keyId: 'k-1', limit: 9 });
    await hall().report(hall().record('C2'), sealed('changed meanwhile'));
    const anew = { keyId: 'k-2', name: 'anew', idNo: 'anew', phone: null };
    const identities = kept.map((was) => ({ was, sealed: anew }));
    expect(await store.submit({ kind: 'identity.reseal', identities })).toEqual({ resealed: 1 });
    expect(await store.query({ kind: 'identityKeys' })).toEqual({
      known: true,
      keys: [
        { keyId: 'k-1', identities: 1 },
        { keyId: 'k-2', identities: 1 },
      ],
    });
    const retired = { change: 'retired', keyId: 'k-1', by: 'admin', at: clock.now() } as const;
    expect(await store.submit({ kind: 'key.changed', ...retired })).toEqual({ identities: 1 });
    expect(await store.query({ kind: 'accessLog', limit: 9 })).toEqual([]);
  });

  it('never loses its last administrator', async () => {
    const { store, clock } = hall();
    const by = { by: 'test', at: clock.now() };
    for (const name of ['a', 'b']) {
      const account: Account = { name, roles: ['administrator', 'auditor'], passwordHash: 'h' };
      const outcome = await store.submit({ kind: 'account.add', account, ...by });
      expect(outcome).toEqual({ added: true });
    }
    expect(await store.submit({ kind: 'account.remove', name: 'a', ...by })).toBe('done');
    expect(await store.submit({ kind: 'account.remove', name: 'a', ...by })).toBe('unknownAccount');
    expect(await store.submit({ kind: 'account.remove', name: 'b', ...by })).toBe(
      'lastAdministrator',
    );
    const roles: Account['roles'] = ['auditor'];
    expect(await store.submit({ kind: 'account.roles', name: 'b', roles, ...by })).toBe(
      'lastAdministrator',
    );
    expect(await store.query({ kind: 'accounts' })).toEqual([
      { name: 'b', roles: ['administrator', 'auditor'] },
    ]);
  });
}
