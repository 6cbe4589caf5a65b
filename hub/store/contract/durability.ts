import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { expect, it } from 'vitest';
import type { Account, Command } from '../port.ts';
import { type Hall, HandClock } from './hall.ts';
import type { StorePlace } from './place.ts';

/** What "stored" means. */
export function durabilityContract(hall: () => Hall): void {
  it('keeps everything over a restart', async () => {
    await hall().send(hall().answer(await hall().report(hall().record('C1'))));
    await hall().send(hall().rating({ caseNo: 'C2' }));
    const before = await hall().store.query({ kind: 'state' });
    const ratings = await hall().store.query({ kind: 'ratings', limit: 10 });
    await hall().restart();
    expect(await hall().store.query({ kind: 'state' })).toEqual(before);
    expect(await hall().store.query({ kind: 'ratings', limit: 10 })).toEqual(ratings);
  });

  it('finishes what was submitted before it stops, and refuses what comes after', async () => {
    const sent = Array.from({ length: 50 }, (_, i) =>
      hall().send(hall().rating({ caseNo: `C${i}` })),
    );
    expect(hall().store.queued).toBe(50);
    await hall().store.stop();
    expect(await Promise.all(sent)).toHaveLength(50);
    expect(hall().store.queued).toBe(0);
    const late = hall().send(hall().rating({ caseNo: 'late' }));
    await expect(late).rejects.toMatchObject({ name: 'StoreError', code: 'notRunning' });
    await hall().restart();
    expect(await hall().counts()).toMatchObject({ unmatched: 50 });
  });

  it('lets one impossible command fail alone, keeping nothing of it and all of its neighbours', async () => {
    const { item: _, ...impossible } = hall().record('broken');
    const before = hall().send(hall().rating({ caseNo: 'C1' }));
    const broken = hall().report(impossible as never);
    const after = hall().send(hall().rating({ caseNo: 'C2' }));
    await expect(broken).rejects.toMatchObject({ name: 'StoreError', code: 'commandFailed' });
    expect((await before).receipt).toMatchObject({ standing: 'unmatched' });
    expect((await after).receipt).toMatchObject({ standing: 'unmatched' });
    expect(await hall().store.query({ kind: 'case', caseNo: 'broken' })).toBeNull();
    expect(await hall().counts()).toMatchObject({ unmatched: 2 });
    expect(await hall().place.problem()).toBeNull();
  });

  it('keeps systems, accounts and the epoch', async () => {
    const { store, clock } = hall();
    const at = clock.now();
    const system = {
      systemId: 'sys',
      name: '综合受理',
      systemKind: 'hotline' as const,
      keyHash: 'k',
      by: 'admin',
      at,
    };
    expect(await store.submit({ kind: 'system.add', ...system })).toEqual({ added: true });
    expect(await store.submit({ kind: 'system.add', ...system })).toEqual({ added: false });
    expect(await store.query({ kind: 'system', keyHash: 'k' })).toMatchObject({
      systemId: 'sys',
      kind: 'hotline',
    });
    const revoke = { kind: 'system.revoke', systemId: 'sys', by: 'admin', at } as const;
    expect(await store.submit(revoke)).toEqual({ revoked: true });
    expect(await store.query({ kind: 'system', keyHash: 'k' })).toBeNull();
    const account: Account = { name: 'admin', roles: ['administrator'], passwordHash: 'h' };
    await store.submit({ kind: 'account.put', account, at });
    const { epoch } = await store.query({ kind: 'state' });
    await hall().restart();
    expect(await hall().store.query({ kind: 'account', name: 'admin' })).toEqual(account);
    expect((await hall().store.query({ kind: 'state' })).epoch).toBe(epoch);
  });

  it('keeps evidence of other messages, once', async () => {
    const { store, clock } = hall();
    const about = { terminalId: 'eva-1', source: 'hello', reason: 'malformed', detail: '' };
    const entry = { at: clock.now(), ...about, digest: 'd', payload: 'e30=' };
    const add: Command<'quarantine.add'> = { kind: 'quarantine.add', entry };
    expect(await store.submit(add)).toEqual({ kept: true });
    expect(await store.submit(add)).toEqual({ kept: true });
    expect(await store.query({ kind: 'quarantine', limit: 5 })).toMatchObject([entry]);
  });

  it('has every acknowledged rating once after its process was killed while writing', async () => {
    await hall().store.stop();
    const acknowledged = await killWhileWriting(hall().place, 300);
    hall().store = await hall().place.open(new HandClock());
    const kept = await hall().store.query({ kind: 'ratings', limit: 1_000_000 });
    const events = new Set(kept.map(({ eventId }) => eventId));
    expect(events.size).toBe(kept.length);
    expect(acknowledged.filter((eventId) => !events.has(eventId))).toEqual([]);
    expect(acknowledged.length).toBeGreaterThanOrEqual(300);
    expect(await hall().place.problem()).toBeNull();
  });
}

/** Runs a child that writes without end, and kills it in the middle; what it had acknowledged. */
async function killWhileWriting({ child }: StorePlace, enough: number): Promise<string[]> {
  const script = new URL('./child.ts', import.meta.url);
  const process_ = spawn(process.execPath, [script.pathname, child.module.href, child.argument], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise((resolve) => process_.once('close', resolve));
  const acknowledged: string[] = [];
  for await (const line of createInterface(process_.stdout)) {
    acknowledged.push(line);
    if (acknowledged.length === enough) process_.kill('SIGKILL');
  }
  await ended;
  return acknowledged.filter((line) => line.length === 36);
}
