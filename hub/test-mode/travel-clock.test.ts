import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Clock } from '../../protocol/index.ts';
import { travelClockOf } from './travel-clock.ts';

let folder: string;
let machine: Machine;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'haochaping-clock-'));
  machine = new Machine();
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A machine whose time passes when it is told to. */
class Machine implements Clock {
  at = 1_000;
  private timers: { at: number; run: () => void }[] = [];

  now = () => this.at;
  monotonic = () => this.at;
  after(delayMs: number, run: () => void) {
    const timer = { at: this.at + delayMs, run };
    this.timers.push(timer);
    return () => {
      this.timers = this.timers.filter((one) => one !== timer);
    };
  }
  pass(ms: number): void {
    this.at += ms;
    const due = this.timers.filter(({ at }) => at <= this.at);
    this.timers = this.timers.filter(({ at }) => at > this.at);
    for (const { run } of due) run();
  }
}

const started = () => {
  const clock = travelClockOf(machine, folder);
  clock.start();
  return clock;
};

describe('the clock of a hub in test mode', () => {
  it('rings when the time has passed, on the machine, by travel, or partly by each', () => {
    const clock = started();
    const rung: string[] = [];
    clock.after(100, () => rung.push('machine'));
    clock.after(1_000, () => rung.push('travel'));
    clock.after(1_500, () => rung.push('each'));
    machine.pass(100);
    expect(rung).toEqual(['machine']);
    clock.advance(1_000);
    machine.pass(0);
    expect(rung).toEqual(['machine', 'travel']);
    machine.pass(399);
    expect(rung).toEqual(['machine', 'travel']);
    machine.pass(1);
    expect(rung).toEqual(['machine', 'travel', 'each']);
  });

  it('does not ring what was cancelled before', () => {
    const clock = started();
    let rung = false;
    clock.after(100, () => {
      rung = true;
    })();
    clock.advance(1_000);
    machine.pass(0);
    expect(rung).toBe(false);
  });

  it('is as far ahead after a restart, and refuses a file that says something else', () => {
    started().advance(7_000);
    expect(started().now()).toBe(8_000);
    writeFileSync(join(folder, 'hub.travel-clock.json'), '{"aheadMs": -5}');
    expect(started).toThrow('hub.travel-clock.json');
  });
});
