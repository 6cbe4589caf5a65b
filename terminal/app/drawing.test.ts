import { beforeEach, describe, expect, it } from 'vitest';
import { FakeClock } from '../link/testing/fake-clock.ts';
import { Drawing } from './drawing.ts';
import type { ChosenScreen, Screen } from './screen/state.ts';

const IDLE: Screen = { kind: 'idle', awakeUntil: null };
const written = { kind: 'chosen', held: true, releasing: false } as ChosenScreen;
const beingWritten: Screen = { ...written, held: false };

let clock: FakeClock;
let times: number;
let drawing: Drawing;

beforeEach(() => {
  clock = new FakeClock();
  times = 0;
  drawing = new Drawing(clock, () => {
    times++;
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
    expect(times).toBe(0);
    drawing.show(written);
    await clock.pass(1_000);
    expect(times).toBe(1);
  });

  it('is meanwhile, when the disk takes long', async () => {
    drawing.show({ ...written, releasing: true });
    await clock.pass(120);
    expect(times).toBe(1);
  });
});
