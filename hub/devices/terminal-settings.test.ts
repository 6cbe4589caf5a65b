import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  changedSettings,
  type GivenInstruction,
  settingsInForce,
  type TerminalSettings,
} from './terminal-settings.ts';

const TERMINAL = { terminalId: 'w01', enrolledAt: 1_000 };

function given(changes: Partial<GivenInstruction> = {}): GivenInstruction {
  const instructionId = randomUUID();
  return {
    ...{ instructionId, action: 'reloadPage', force: false, givenAt: 2_000, until: 90_000 },
    ...changes,
  };
}

const inForce = (...chain: TerminalSettings[]) => settingsInForce(chain, TERMINAL);

describe('settings of terminals', () => {
  it('pause a terminal by whichever scope is paused', () => {
    expect(inForce({}, { paused: true }, {})).toMatchObject({ paused: true });
    expect(inForce({}, {}, {}).paused).toBeUndefined();
  });

  it('take from each scope what the narrower ones leave open', () => {
    const all = { timings: { undoMs: 5_000, thanksMs: 3_000 } };
    const hall = { timings: { undoMs: 9_000 } };
    expect(inForce(all, hall, {}).timings).toEqual({ undoMs: 9_000, thanksMs: 3_000 });
  });

  it('give a terminal the edition of the narrowest scope that has one for it', () => {
    const all = { edition: { edition: '1', percent: 100, before: null } };
    const few = { edition: { edition: '2', percent: 81, before: null } };
    const more = { edition: { edition: '2', percent: 82, before: null } };
    expect(inForce(all, few).edition).toBe('1');
    expect(inForce(all, more).edition).toBe('2');
    expect(inForce({}, {}).edition).toBeNull();
  });

  it('give a terminal the newest instruction, and none older than itself', () => {
    const old = given({ givenAt: 999 });
    expect(inForce({ instruction: old }).instruction).toBeUndefined();
    const [first, second] = [given(), given({ givenAt: 3_000, action: 'restartAgent' })];
    const told = inForce({ instruction: second }, { instruction: first }).instruction;
    expect(told).toEqual({
      instructionId: second.instructionId,
      action: 'restartAgent',
      until: '1970-01-01T00:01:30.000Z',
    });
  });

  it('let nothing displace a decommissioning, and pause what is leaving', () => {
    const leaving = given({ action: 'decommission', force: true, until: null });
    const newer = given({ givenAt: 9_000 });
    expect(inForce({ instruction: newer }, { instruction: leaving })).toMatchObject({
      paused: true,
      instruction: { action: 'decommission', force: true, until: null },
    });
  });

  it('keep what a change leaves out, and forget what it takes back', () => {
    const settings = { paused: true, timings: { undoMs: 9_000 } } as const;
    expect(changedSettings(settings, {})).toEqual(settings);
    expect(changedSettings(settings, { paused: false })).toEqual({ timings: { undoMs: 9_000 } });
    expect(changedSettings(settings, { timings: { thanksMs: 2_000 } }).timings).toEqual({
      undoMs: 9_000,
      thanksMs: 2_000,
    });
    expect(changedSettings(settings, { timings: null })).toEqual({ paused: true });
    expect(changedSettings(settings, { timings: null, paused: false })).toEqual({});
    const staged = changedSettings({}, { edition: { edition: '1', percent: 100 } });
    expect(staged).toEqual({ edition: { edition: '1', percent: 100, before: null } });
    expect(changedSettings(staged, {})).toEqual(staged);
    expect(changedSettings(staged, { edition: null })).toEqual({});
  });
});
