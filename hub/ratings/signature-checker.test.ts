import { describe, expect, it } from 'vitest';
import { HandClock, KEY } from '../store/contract/hall.ts';
import { SignatureChecker } from './signature-checker.ts';

/** A clock whose timers are run by hand. */
class TimerClock extends HandClock {
  readonly planned: { delayMs: number; run: () => void }[] = [];

  override after(delayMs?: number, run?: () => void): () => void {
    if (delayMs !== undefined && run !== undefined) this.planned.push({ delayMs, run });
    return () => this.planned.pop();
  }
}

function setUp(queued: () => number) {
  const clock = new TimerClock();
  const rounds: number[] = [];
  const unverified = [{ position: 1, terminalId: 'eva-1', publicKey: KEY, payload: '{}' }];
  const store = {
    get queued() {
      return queued();
    },
    query: async () => unverified.splice(0) as never,
    submit: async (command: { kind: string }) => {
      rounds.push(command.kind === 'signature.judged' ? 1 : 0);
      return { forged: 1 } as never;
    },
  };
  const forged: number[] = [];
  const options = {
    store,
    clock,
    idleMs: 1_000,
    patience: 2,
    onForged: (n: number) => forged.push(n),
  };
  return { checker: new SignatureChecker(options), clock, rounds, forged };
}

describe('the signature checker', () => {
  it('gives way to live traffic, but not for ever', async () => {
    const { checker, clock, rounds } = setUp(() => 1_000);
    checker.start();
    for (let i = 0; i < 2; i++) {
      clock.planned.shift()?.run();
      await expect.poll(() => clock.planned.length).toBe(1);
    }
    await checker.stop();
    expect(rounds).toEqual([]);
    checker.start();
    clock.planned.shift()?.run();
    await checker.stop();
    expect(rounds).toEqual([1]);
  });

  it('judges as forged what an unusable key cannot have signed, and says so', async () => {
    const { checker, forged } = setUp(() => 0);
    expect(await checker.check()).toBe(1);
    expect(await checker.check()).toBe(0);
    expect(forged).toEqual([1]);
  });

  it('plans nothing more after stop', async () => {
    const { checker, clock } = setUp(() => 0);
    checker.start();
    await checker.stop();
    expect(clock.planned).toEqual([]);
  });
});
