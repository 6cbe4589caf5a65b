import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Instruction, Runs } from '../../protocol/index.ts';
import { FakeClock } from './testing/fake-clock.ts';
import { Upkeep } from './upkeep.ts';

describe('the upkeep of a terminal', () => {
  let clock: FakeClock;
  let paused: boolean;
  let isRefused: boolean;
  let told: Runs[];
  let carriedOut: string[];
  let left: string[];
  let upkeep: Upkeep;

  beforeEach(() => {
    clock = new FakeClock();
    paused = false;
    isRefused = false;
    [told, carriedOut, left] = [[], [], []];
    upkeep = new Upkeep({
      clock,
      hubNow: () => clock.now(),
      isQuiet: async () => true,
      isRefused: () => isRefused,
      keep: async () => {},
      carryOut: async ({ action }, markDone) => {
        await markDone();
        carriedOut.push(action);
        upkeep.news();
      },
      onLeave: async (instructionId) => {
        left.push(instructionId);
        upkeep.stop();
      },
      runs: () => ({ appVersion: '1', agentVersion: null, configurationRevision: 1, paused }),
      onRuns: (runs) => told.push(runs),
    });
    upkeep.start(null);
  });

  const instruction = (action: Instruction['action']): Instruction => ({
    instructionId: randomUUID(),
    action,
    until: null,
  });
  const pass = (seconds: number) => clock.pass(seconds * 1_000);

  it('tells each news of itself once, and nothing that is no news', () => {
    upkeep.news();
    paused = true;
    upkeep.news();
    upkeep.news();
    expect(told.map((runs) => runs.paused)).toEqual([false, true]);
  });

  it('says which instruction it carried out', async () => {
    const restart = instruction('restartAgent');
    upkeep.take(restart);
    await pass(5);
    expect(carriedOut).toEqual(['restartAgent']);
    expect(told.at(-1)?.instructionDone).toBe(restart.instructionId);
  });

  it('says farewell first, and forgets everything only when the hub has heard it', async () => {
    const leave = instruction('decommission');
    upkeep.take(leave);
    await pass(10);
    expect(told.map(({ instructionDone }) => instructionDone)).toEqual([null, leave.instructionId]);
    expect(left).toEqual([]);
    isRefused = true;
    await pass(10);
    expect(left).toEqual([leave.instructionId]);
    expect(carriedOut).toEqual([]);
  });

  it('takes a farewell back that is asked for no more, and says so', async () => {
    const leave = instruction('decommission');
    upkeep.take(leave);
    await pass(5);
    upkeep.take(leave);
    expect(upkeep.runs.instructionDone).toBe(leave.instructionId);
    upkeep.take(undefined);
    expect(told.at(-1)?.instructionDone).toBeNull();
    isRefused = true;
    await pass(10);
    expect(left).toEqual([]);
  });

  it('carries out nothing after it was stopped', async () => {
    upkeep.stop();
    upkeep.take(instruction('reloadPage'));
    await pass(10);
    expect(carriedOut).toEqual([]);
  });
});
