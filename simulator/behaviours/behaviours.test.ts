import { describe, expect, it } from 'vitest';
import type { Clock } from '../../protocol/index.ts';
import { MemoryOutbox } from '../../terminal/link/index.ts';
import { bouncingKey } from './bouncing-key.ts';
import { DriftingClock } from './drifting-clock.ts';
import { drifts } from './drifts.ts';
import { duplicates } from './duplicates.ts';
import { Disk, fullDisk } from './full-disk.ts';
import { garbage } from './garbage.ts';
import { goesOffline } from './goes-offline.ts';
import { powerCut } from './power-cut.ts';

const HOUR = 3_600_000;

/** What a party was told, in its order. */
const noted = () => {
  const told: string[] = [];
  return { told, note: (words: string) => async () => void told.push(words) };
};
const line = () => ({
  mischief: { stall: 0, dropAcks: 0, dropReceipts: 0, duplicate: 0, reorder: 0, delayMs: 0 },
  cuts: 0,
  cut() {
    this.cuts++;
  },
});

describe('a behaviour', () => {
  it('begins and ends; two that overlap do not end each other', async () => {
    const one = line();
    const [first, second] = [goesOffline(one), goesOffline(one)];
    await first.begin();
    await second.begin();
    await first.end();
    expect(one.mischief.stall).toBe(1);
    await second.end();
    expect(one).toMatchObject({ mischief: { stall: 0 }, cuts: 2 });
    const twice = duplicates(one);
    await twice.begin();
    expect(one.mischief.duplicate).toBe(1);
    await twice.end();
    expect(one.mischief.duplicate).toBe(0);
  });

  it('of a clock is off at once and gains as time passes, and set right again', async () => {
    const machine = { at: 0 };
    const base: Clock = {
      now: () => 1_000_000 + machine.at,
      monotonic: () => machine.at,
      after: () => () => {},
    };
    const clock = new DriftingClock(base);
    const drift = drifts(clock, { aheadMs: -HOUR, gainMsAnHour: 60_000 });
    await drift.begin();
    expect(clock.now() - base.now()).toBe(-HOUR);
    machine.at += HOUR;
    expect(clock.now() - base.now()).toBe(60_000 - HOUR);
    await drift.end();
    machine.at += HOUR;
    expect(clock.now() - base.now()).toBe(60_000);
  });

  it('of a disk keeps nothing while it is full, and everything again after', async () => {
    const disk = new Disk();
    const outbox = disk.carry(new MemoryOutbox());
    const full = fullDisk(disk);
    await full.begin();
    await expect(outbox.raiseSeq(5)).rejects.toMatchObject({ code: 'ENOSPC' });
    expect((await outbox.counts()).highestSeq).toBe(0);
    await full.end();
    await outbox.raiseSeq(5);
    expect((await outbox.counts()).highestSeq).toBe(5);
  });

  it('of a device cuts its power and gives it back; of a key bounces; of a wire makes noise', async () => {
    const { told, note } = noted();
    const cut = powerCut({ cutPower: note('dark'), powerUp: note('light') });
    await cut.begin();
    await cut.end();
    await garbage({ noise: () => void told.push('noise') }).begin();
    expect(told).toEqual(['dark', 'light', 'noise']);
    const keypad = { bounces: false };
    const bouncing = bouncingKey(keypad);
    await bouncing.begin();
    expect(keypad.bounces).toBe(true);
    await bouncing.end();
    expect(keypad.bounces).toBe(false);
  });
});
