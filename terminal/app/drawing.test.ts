import { beforeEach, describe, expect, it } from 'vitest';
import { FakeClock } from '../link/testing/fake-clock.ts';
import { Drawing } from './drawing.ts';
import type { ChosenScreen, Screen } from './screen/state.ts';

const IDLE: Screen = { kind: 'idle', awakeUntil: null };
const written = { kind: 'chosen', held: true, releasing: false } as ChosenScreen;
const beingWritten: Screen = { ...written, held: false };

let clock: FakeClock;
let times: number;
let isBusy: boolean;
let drawing: Drawing;

beforeEach(() => {
  clock = new FakeClock();
  times = 0;
  isBusy = false;
  drawing = new Drawing(clock, {
    render: () => {
      times++;
    },
    tellBusy: (is) => {
      isBusy = is;
    },
  });
});

describe('when a screen is drawn', () => {
  it('is in the task in which it came, once for all of that task', async () => {
    drawing.show(IDLE);
    drawing.show(written);
    expect(times).toBe(0);
    await Promise.resolve();
    expect(times).toBe(1);
  });

  it('is not before the disk has answered, when that is quick', async () => {
    drawing.show(beingWritten);
    await clock.pass(119);
    expect([times, isBusy]).toEqual([0, true]);
    drawing.show(written);
    await clock.pass(1_000);
    expect([times, isBusy]).toEqual([1, false]);
  });

  it('is not busy any more when what stood there stands again', async () => {
    drawing.show(IDLE);
    await Promise.resolve();
    drawing.show(beingWritten);
    drawing.show(IDLE);
    await clock.pass(1_000);
    expect([times, isBusy]).toEqual([2, false]);
  });

  it('is meanwhile, when the disk takes long', async () => {
    drawing.show({ ...written, releasing: true });
    await clock.pass(120);
    expect([times, isBusy]).toEqual([1, false]);
  });
});
