import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Level } from '../../protocol/index.ts';
import type { VirtualKey } from '../../simulator/index.ts';
import { until } from '../until.ts';
import { World } from '../world.ts';
import { Counter } from './counter.ts';

let world: World;
let counter: Counter;
const config = { httpPort: 0, mqttPort: 0 };

beforeEach(async () => {
  Object.assign(config, { httpPort: 0, mqttPort: 0 });
  world = await World.start({ config });
  // The hub keeps its ports over a restart, as it does in a hall.
  config.httpPort = Number(new URL(world.addresses.httpUrl).port);
  config.mqttPort = world.addresses.mqttTcpPort ?? 0;
  counter = new Counter();
  await counter.keypad.plug();
});

afterEach(async () => {
  await counter.close();
  await world.stop();
});

const begin = () => counter.start({ screen: 'none', hubUrl: world.addresses.httpUrl });
const evaluator = async () => (await counter.status()).evaluator;

/** By the road of every device; the code is in the status, for there is no screen to show it on. */
async function enrol(): Promise<void> {
  await begin();
  const userCode = await until('a code', async () => (await evaluator()).userCode);
  const place = { terminalId: 'keypad-a01', terminalNo: 'A01', hallId: 'H01', windowNo: 'A01' };
  await world.admin('POST', `/api/enrolments/${userCode}/approval`, place);
  await until('a link', async () => (await evaluator()).link === 'connected');
}

/** Waits until the keypad was told to say this. */
const untilSaid = (command: string) =>
  until(`"${command}"`, () => counter.keypad.said.includes(command));

/** Presses a level and then confirms, as soon as the keypad asks. */
async function rate(...levels: Level[]): Promise<void> {
  await untilSaid(ASK);
  counter.keypad.said.length = 0;
  for (const level of levels) {
    await pressUntil(level, async () => counter.keypad.said.includes(CHOSEN));
    await pressUntil(level, async () => (await evaluator()).asking === 'chosen');
  }
  await pressUntil('confirm', async () => counter.keypad.said.includes(THANKS));
}

/** A key in the first instant of a new step belongs to the step before: people press again. */
async function pressUntil(key: VirtualKey, look: () => Promise<boolean>): Promise<void> {
  await until(`an effect of ${key}`, async () => {
    await counter.keypad.press(key);
    return look();
  });
}

const ASK = '83 02';
const CHOSEN = '83 03';
const THANKS = '83 04';

const ratings = async () => (await world.admin('GET', '/api/ratings')).body;
const untilRated = (count: number) =>
  until(`${count} ratings`, async () => (await ratings()).length === count && ratings());

describe('a keypad without a screen', () => {
  it('SZ-10: gives each of the five levels, thanks after the commit, and the hub has them', async () => {
    await enrol();
    for (const [i, level] of ([5, 4, 3, 2, 1] as const).entries()) {
      await world.report({ caseNo: `C-${level}` });
      await rate(level);
      await untilRated(i + 1);
    }
    const given = await ratings();
    expect(given.map((one: { caseNo: string; level: number }) => [one.caseNo, one.level])).toEqual(
      [1, 2, 3, 4, 5].map((level) => [`C-${level}`, level]),
    );
    expect(given[0]).toMatchObject({ channel: 'evaluator', standing: 'counted' });
  });

  it('lets another press change the level, and only the last one counts', async () => {
    await enrol();
    await world.report({ caseNo: 'C-1' });
    await rate(5, 1);
    expect(await untilRated(1)).toMatchObject([{ caseNo: 'C-1', level: 1 }]);
  });

  it('records nothing when back is pressed, or nothing at all', async () => {
    await enrol();
    await world.report({ caseNo: 'C-1' });
    await untilSaid(ASK);
    await pressUntil('back', async () => (await evaluator()).asking === 'notRated');
    expect(await ratings()).toEqual([]);
    expect((await evaluator()).pending).toBe(0);
  });

  it('goes on without the hub, over a restart of the agent, and loses nothing', async () => {
    await enrol();
    await world.stopHub();
    const record = world.record({ caseNo: 'C-9' });
    expect((await counter.hand(record)).status).toBe(202);
    await rate(2);
    await counter.stopAgent();
    await begin();
    expect((await evaluator()).pending).toBe(1);

    await world.startHub();
    await world.report(record);
    expect(await untilRated(1)).toMatchObject([{ caseNo: 'C-9', level: 2, standing: 'counted' }]);
    await until('a receipt', async () => (await evaluator()).pending === 0);
  });

  it('tells the hub whether its keypad is there, and of keys that no driver knows', async () => {
    await enrol();
    const known = async () => (await world.admin('GET', '/api/terminals')).body[0];
    const untilKnown = (keypad: string) =>
      until(`the hub knows it ${keypad}`, async () => (await known()).keypad === keypad);
    await untilKnown('alive');
    expect(await known()).toMatchObject({ screen: 'none' });
    await counter.keypad.pressUnknown('ee');
    await world.logged({ terminalId: 'keypad-a01', count: 1, lastCode: 'ee' });
    await counter.keypad.unplug();
    await untilKnown('lost');
  });
});

describe('a keypad that cannot give all five levels', () => {
  it('SZ-10: is refused where nothing else asks', async () => {
    const lacking = { screen: 'none', keypadProfile: 'three-is-best' } as const;
    await expect(counter.start(lacking)).rejects.toMatchObject({ code: 'keypadProfile' });
  });

  it('and a profile that cannot be read is refused by its name', async () => {
    const missing = { keypadProfile: '/nowhere/keys.json' };
    await expect(counter.start(missing)).rejects.toThrow('/nowhere/keys.json');
  });
});
