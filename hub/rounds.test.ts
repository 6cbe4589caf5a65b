import { describe, expect, it } from 'vitest';
import { Rounds } from './rounds.ts';

/** Rounds by hand: `ring` lets the planned timer ring, if there is one. */
function byHand(round: () => Promise<number>) {
  const planned: { delayMs: number; run: () => void }[] = [];
  const faults: unknown[] = [];
  const clock = {
    after(delayMs: number, run: () => void) {
      const timer = { delayMs, run };
      planned.push(timer);
      return () => void planned.splice(planned.indexOf(timer), 1);
    },
  };
  const onFault = (fault: unknown) => void faults.push(fault);
  const rounds = new Rounds({ clock, round, onFault, retryMs: 700 });
  const pauses = () => planned.map(({ delayMs }) => delayMs);
  return { rounds, faults, pauses, ring: () => planned.shift()?.run() };
}

describe('rounds', () => {
  it('begin at once, and each says how long to pause', async () => {
    const pauses = [30, 500];
    const hand = byHand(async () => pauses.shift() ?? 0);
    hand.rounds.start();
    expect(hand.pauses()).toEqual([0]);
    hand.ring();
    await expect.poll(hand.pauses).toEqual([30]);
    hand.ring();
    await expect.poll(hand.pauses).toEqual([500]);
  });

  it('go on after a fault, when some time has passed', async () => {
    const hand = byHand(() => Promise.reject(new Error('no store')));
    hand.rounds.start();
    hand.ring();
    await expect.poll(hand.pauses).toEqual([700]);
    expect(hand.faults).toEqual([new Error('no store')]);
  });

  it('are over when a stop resolves: the one under way has ended and none is planned', async () => {
    let end: (pauseMs: number) => void = () => {};
    let ended = false;
    const hand = byHand(() => new Promise((resolve) => (end = resolve)));
    hand.rounds.start();
    hand.ring();
    const stopped = hand.rounds.stop().then(() => expect(ended).toBe(true));
    expect(hand.rounds.running).toBe(false);
    ended = true;
    end(30);
    await stopped;
    expect(hand.pauses()).toEqual([]);
  });

  it('are not begun by a timer that a stop has cancelled', async () => {
    const hand = byHand(async () => 30);
    hand.rounds.start();
    await hand.rounds.stop();
    expect(hand.pauses()).toEqual([]);
  });
});
