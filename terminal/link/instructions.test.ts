import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Instruction } from '../../protocol/index.ts';
import { Instructions } from './instructions.ts';
import { FakeClock } from './testing/fake-clock.ts';

describe('an instruction', () => {
  let clock: FakeClock;
  let isQuiet: boolean;
  let fails: boolean;
  let kept: string[];
  let carriedOut: string[];

  beforeEach(() => {
    clock = new FakeClock();
    isQuiet = true;
    fails = false;
    kept = [];
    carriedOut = [];
  });

  function instructions(done: string | null = null): Instructions {
    const made = new Instructions({
      clock,
      hubNow: () => clock.now(),
      isQuiet: async () => isQuiet,
      keep: async (instructionId) => void kept.push(instructionId),
      carryOut: async ({ instructionId }, markDone) => {
        if (fails) throw new Error('away');
        await markDone();
        carriedOut.push(instructionId);
      },
    });
    made.start(done);
    return made;
  }

  const instruction = (changes: Partial<Instruction> = {}): Instruction => ({
    instructionId: randomUUID(),
    action: 'reloadPage',
    until: null,
    ...changes,
  });

  const pass = (seconds: number) => clock.pass(seconds * 1_000);

  it('is carried out once, however often the configuration repeats it', async () => {
    const told = instruction();
    const all = instructions();
    all.take(told);
    await pass(5);
    all.take(told);
    await pass(5);
    expect(carriedOut).toEqual([told.instructionId]);
    expect(all.done).toBe(told.instructionId);
  });

  it('that was done before this start is not done again', async () => {
    const told = instruction();
    instructions(told.instructionId).take(told);
    await pass(5);
    expect(carriedOut).toEqual([]);
  });

  it('waits until nobody is here', async () => {
    isQuiet = false;
    const told = instruction();
    instructions().take(told);
    await pass(30);
    expect(carriedOut).toEqual([]);
    isQuiet = true;
    await pass(3);
    expect(carriedOut).toEqual([told.instructionId]);
  });

  it('whose time is over is left alone', async () => {
    isQuiet = false;
    const until = new Date(clock.now() + 10_000).toISOString();
    instructions().take(instruction({ until }));
    await pass(11);
    isQuiet = true;
    await pass(5);
    expect(carriedOut).toEqual([]);
  });

  it('that failed is tried again, and gives way to a newer one', async () => {
    fails = true;
    const all = instructions();
    all.take(instruction());
    await pass(5);
    expect(kept).toEqual([]);
    const newer = instruction();
    all.take(newer);
    fails = false;
    await pass(3);
    expect(carriedOut).toEqual([newer.instructionId]);
  });
});
