import { isDeepStrictEqual } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import type { Clock } from '../../protocol/index.ts';
import { systemClock } from '../../terminal/link/index.ts';
import { until } from '../until.ts';
import { Counter } from './counter.ts';

let counter: Counter;

afterEach(() => counter.close());

/** A keypad that is heard, beside a screen that listens. */
async function beside(driver: string, clock?: Clock) {
  counter = new Counter(driver);
  await counter.keypad.plug();
  await counter.start({}, { ...(clock && { clock }) });
  await counter.listen();
  await counter.untilKeypad('alive');
  return counter;
}

/** Ten times as fast, for what takes a quarter of a minute. */
const HURRIED: Clock = {
  now: () => systemClock.now(),
  monotonic: () => systemClock.monotonic() * 10,
  after: (delayMs, run) => systemClock.after(delayMs / 10, run),
};

const level = (given: number) => ({ kind: 'level', level: given });
const untilFact = (fact: object) =>
  until(JSON.stringify(fact), async () => isMatch((await counter.status()).keypad, fact));
const keys = (count: number) => until(`${count} keys`, () => counter.keys.length >= count);

/** Has everything that is asked, perhaps more. */
function isMatch(given: Record<string, unknown>, asked: object): boolean {
  return Object.entries(asked).every(([name, value]) => {
    const own = given[name];
    const isPart = typeof own === 'object' && own !== null && typeof value === 'object';
    return isPart ? isMatch(own as Record<string, unknown>, value) : isDeepStrictEqual(own, value);
  });
}

describe('a keypad of the open frame on a real pty', () => {
  it('brings each of its keys to the screen, with confirm and back', async () => {
    const { keypad } = await beside('open');
    const pressed = [5, 4, 3, 2, 1, 'confirm', 'back'] as const;
    for (const [i, key] of pressed.entries()) {
      await keypad.press(key);
      await keys(i + 1);
    }
    expect(counter.keys).toEqual([
      ...[5, 4, 3, 2, 1].map(level),
      { kind: 'confirm' },
      { kind: 'back' },
    ]);
  });

  it('survives bounce, a held key, two keys at once, split bytes, noise and an unknown key', async () => {
    const { keypad } = await beside('open');
    await keypad.bounce(5);
    await keys(1);
    await keypad.hold(4, 1_000);
    keypad.together(1, 2);
    await untilFact({ together: 1 });
    keypad.noise();
    await keypad.pressUnknown();
    await untilFact({ unknownKeys: { count: 1, lastCode: 'ee' } });
    await keypad.dribble(3);
    await keys(3);
    expect(counter.keys).toEqual([5, 4, 3].map(level));
    expect((await counter.status()).keypad.noiseBytes).toBeGreaterThan(0);
    const told = counter.heard.filter(({ event }) => event === 'keypad').at(-1);
    expect(told?.data).toEqual({ state: 'alive', unknownKeys: { count: 1, lastCode: 'ee' } });
  });

  it('is lost when it is unplugged, is found again, and says what is asked', async () => {
    const { keypad } = await beside('open');
    await keypad.unplug();
    await counter.untilKeypad('lost');
    await keypad.plug();
    await counter.untilKeypad('alive');
    await keypad.press(2);
    await keys(1);
    expect(counter.keys).toEqual([level(2)]);
    const states = counter.heard.filter(({ event }) => event === 'keypad');
    expect(states.map(({ data }) => data.state).slice(-3)).toEqual(['alive', 'lost', 'alive']);
  });

  it('is lost when the port stays open and nothing answers, and heard again when it does', async () => {
    const { keypad } = await beside('open', HURRIED);
    keypad.isDeaf = true;
    await counter.untilKeypad('lost');
    expect((await counter.status()).keypad.why).toContain('nothing answers');
    keypad.isDeaf = false;
    await counter.untilKeypad('alive');
  });

  it('is waited for when it is not there at the start', async () => {
    counter = await new Counter().start();
    expect((await counter.status()).keypad.state).toBe('lost');
    await counter.keypad.plug();
    await counter.untilKeypad('alive');
  });
});

describe.each([
  // 5 is a second key for 不满意 of one, unknown to another, and a timeout, which is no level, of a third.
  ['one-is-best', [5, 4, 3, 2, 2], 1],
  ['three-is-best', [5, 4, 3, 2], 2],
  ['zero-is-best', [5, 4, 3, 2], 1],
])('a keypad of %s', (driver, levels, unknown) => {
  it('means what its profile says, and nothing else', async () => {
    const { keypad } = await beside(driver);
    for (const [i, key] of ([5, 4, 3, 2] as const).entries()) {
      await keypad.press(key);
      await keys(i + 1);
    }
    await keypad.pressUnknown('35');
    await untilFact({ presses: 5 });
    await keypad.pressUnknown('39');
    await untilFact({ presses: 6, unknownKeys: { count: unknown, lastCode: '39' } });
    expect(counter.keys).toEqual(levels.map(level));
  });
});
