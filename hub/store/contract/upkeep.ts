import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import type { Runs } from '../../../protocol/index.ts';
import type { Scope, SettingsChange } from '../../devices/terminal-settings.ts';
import type { Hall } from './hall.ts';

/** What administrators decide for terminals, and what terminals say that they run. */
export function upkeepContract(hall: () => Hall): void {
  const ALL: Scope = { kind: 'all' };
  const NORTH: Scope = { kind: 'hall', hallId: 'north' };
  const ONE: Scope = { kind: 'terminal', terminalId: 'eva-1' };

  function decide(scope: Scope, change: SettingsChange) {
    const at = hall().clock.now();
    const what = { scope, change, by: 'admin', at };
    return hall().store.submit({ kind: 'terminalSettings.change', ...what });
  }

  async function configurationOf(terminalId: string) {
    const at = hall().clock.now();
    const state = await hall().store.query({ kind: 'desiredState', terminalId, at });
    return state?.configuration;
  }

  const instruction = () => {
    const givenAt = hall().clock.now();
    const until = givenAt + 60_000;
    const instructionId = randomUUID();
    return { instructionId, action: 'restartAgent' as const, force: false, givenAt, until };
  };

  it('tells which terminals a decision changes, and keeps it over a restart', async () => {
    expect(await decide(ONE, { paused: true })).toEqual({ changed: true, terminalIds: ['eva-1'] });
    expect(await decide(NORTH, { paused: true })).toMatchObject({
      terminalIds: ['eva-2', 'kiosk-1'],
    });
    await hall().restart();
    expect(await configurationOf('eva-1')).toMatchObject({ revision: 2, paused: true });
    expect(await decide(ONE, { paused: false })).toMatchObject({ terminalIds: [] });
    expect(await decide(NORTH, { paused: false })).toMatchObject({
      terminalIds: ['eva-1', 'eva-2', 'kiosk-1'],
    });
    expect((await configurationOf('eva-1'))?.paused).toBeUndefined();
    expect(await hall().store.query({ kind: 'terminalSettings' })).toEqual([]);
  });

  it('gives a terminal that is enrolled later what its hall has, but no old instruction', async () => {
    await decide(NORTH, { timings: { undoMs: 12_000 }, instruction: instruction() });
    await decide(ALL, { timings: { undoMs: 5_000, thanksMs: 2_000 } });
    hall().clock.advance(1_000);
    await hall().enrol('eva-3', { hallId: 'north', windowNo: 'B01' });
    const configuration = await configurationOf('eva-3');
    expect(configuration?.timings).toMatchObject({ undoMs: 12_000, thanksMs: 2_000 });
    expect(configuration?.instruction).toBeUndefined();
    expect((await configurationOf('eva-1'))?.instruction).toMatchObject({
      action: 'restartAgent',
    });
  });

  it('decides nothing for who is not there any more, or never was', async () => {
    const nobody: Scope = { kind: 'terminal', terminalId: 'nobody' };
    const nowhere: Scope = { kind: 'hall', hallId: 'nowhere' };
    const paused = { paused: true };
    expect(await decide(nobody, paused)).toEqual({ changed: false, reason: 'unknownTerminal' });
    expect(await decide(nowhere, paused)).toEqual({ changed: false, reason: 'unknownHall' });
    const at = hall().clock.now();
    const revoked = { terminalId: 'eva-1', status: 'revoked', by: 'admin', at } as const;
    await hall().store.submit({ kind: 'terminal.status', ...revoked });
    expect(await decide(ONE, paused)).toEqual({ changed: false, reason: 'revoked' });
  });

  it('keeps what a terminal says that it runs, and of its keys and its screen, until it says something else', async () => {
    const at = hall().clock.now();
    const runs: Runs = {
      appVersion: '1.2.0',
      agentVersion: '1.1.0',
      configurationRevision: 4,
      paused: true,
      instructionDone: randomUUID(),
    };
    const facts = { bootId: 'b1', screen: 'alive', keypad: 'none' };
    const tell = (said: Runs | null, count: number | null) => {
      const unknownKeys = count === null ? null : { count, lastCode: 'ee' };
      const restarts = count === null ? null : { count, lastWhy: 'the browser ended (SIGKILL)' };
      const presence = { event: 'birth' as const, ...facts, unknownKeys, restarts, runs: said };
      return hall().store.submit({ kind: 'terminal.presence', terminalId: 'eva-1', presence, at });
    };
    const now = () => hall().store.query({ kind: 'terminal', terminalId: 'eva-1' });
    expect(await now()).toMatchObject({ runs: null, restarts: null, unknownKeys: null });
    await tell(runs, 1);
    await tell(null, null);
    expect(await now()).toMatchObject({
      runs,
      unknownKeys: { count: 1, lastCode: 'ee' },
      restarts: { count: 1, lastWhy: 'the browser ended (SIGKILL)' },
    });
    await tell(runs, 0);
    expect((await now())?.unknownKeys?.count).toBe(0);
  });
}
