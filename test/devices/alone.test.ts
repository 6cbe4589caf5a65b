import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Level } from '../../protocol/index.ts';
import { exportRatings, markForReenrolment } from '../../terminal/agent/index.ts';
import { BRISK, timedStore } from '../browser/timed-store.ts';
import { until } from '../until.ts';
import { World } from '../world.ts';
import { Counter } from './counter.ts';

let world: World;
let counter: Counter;

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

/** Presses a level, or one after the other, and then confirms, as soon as the keypad asks. */
async function rate(...levels: Level[]): Promise<void> {
  await untilSaid(ASK);
  for (const level of levels) {
    counter.keypad.said.length = 0;
    await counter.pressUntil(level, async () => counter.keypad.said.includes(CHOSEN));
  }
  await counter.pressUntil('confirm', async () => counter.keypad.said.includes(THANKS));
}

const ASK = '83 02';
const CHOSEN = '83 03';
const THANKS = '83 04';

const ratingsOf = async (caseNo: string) =>
  (await world.admin('GET', '/api/ratings')).body.filter(
    (rating: { caseNo: string }) => rating.caseNo === caseNo,
  );
const untilRated = (caseNo: string) =>
  until(`a rating of ${caseNo}`, async () => {
    const found = await ratingsOf(caseNo);
    return found.length > 0 && found;
  });

describe('a keypad without a screen', () => {
  beforeAll(async () => {
    world = await World.start({ store: (own) => timedStore(own, BRISK) });
    counter = new Counter();
    await counter.keypad.plug();
    await enrol();
  });

  afterAll(async () => {
    await counter.close();
    await world.stop();
  });

  it('SZ-10: gives each of the five levels, thanks after the commit, and the hub has them', async () => {
    for (const level of [5, 4, 3, 2, 1] as const) {
      await world.report({ caseNo: `C-${level}` });
      await rate(level);
      expect(await untilRated(`C-${level}`)).toMatchObject([
        { level, channel: 'evaluator', standing: 'counted' },
      ]);
    }
  });

  it('lets another press change the level, and only the last one counts', async () => {
    await world.report({ caseNo: 'C-changed' });
    await rate(5, 1);
    expect(await untilRated('C-changed')).toMatchObject([{ level: 1 }]);
  });

  it('records nothing when back is pressed', async () => {
    await world.report({ caseNo: 'C-declined' });
    await untilSaid(ASK);
    counter.keypad.said.length = 0;
    await counter.pressUntil('back', async () => (await evaluator()).asking === 'notRated');
    expect(await ratingsOf('C-declined')).toEqual([]);
    expect((await evaluator()).pending).toBe(0);
    await until('idle again', async () => (await evaluator()).asking === 'idle');
  });

  it('goes on without the hub, over a restart of the agent, and loses nothing', async () => {
    await world.stopHub();
    const record = world.record({ caseNo: 'C-offline' });
    expect((await counter.hand(record)).status).toBe(202);
    await rate(2);
    await counter.stopAgent();
    await begin();
    expect((await evaluator()).pending).toBe(1);

    await world.startHub();
    await world.report(record);
    expect(await untilRated('C-offline')).toMatchObject([{ level: 2, standing: 'counted' }]);
    await until('a receipt', async () => (await evaluator()).pending === 0);
  });

  it('tells the hub whether its keypad is there, and of keys that no driver knows', async () => {
    const known = async () => (await world.admin('GET', '/api/terminals')).body[0];
    const untilKnown = (keypad: string) =>
      until(`the hub knows it ${keypad}`, async () => (await known()).keypad === keypad);
    await untilKnown('alive');
    expect(await known()).toMatchObject({ screen: 'none' });
    await counter.keypad.pressUnknown('ee');
    await world.logged({ terminalId: 'keypad-a01', count: 1, lastCode: 'ee' });
    await until('the hub lists it', async () => (await known()).unknownKeys.lastCode === 'ee');
    expect(await known()).toMatchObject({ unknownKeys: { count: 1, lastCode: 'ee' } });
    expect((await world.cli('terminals')).out).toContain('alive, 1 unknown keys (last ee)');
    await counter.keypad.unplug();
    await untilKnown('lost');
    await counter.keypad.plug();
    await untilKnown('alive');
  });

  it('revoked, becomes another terminal as a technician says, and what it held is evidence', async () => {
    await world.stopHub();
    expect((await counter.hand(world.record({ caseNo: 'C-revoked' }))).status).toBe(202);
    await rate(4);
    await counter.stopAgent();
    await world.startHub();
    const status = { status: 'revoked' };
    await world.admin('POST', '/api/terminals/keypad-a01/status', status);
    await begin();
    await until('a refusal', async () => (await evaluator()).link === 'refused');
    expect((await evaluator()).pending).toBe(1);
    await counter.stopAgent();
    const data = join(counter.folder, 'data');
    markForReenrolment(data);
    await begin();
    await until('another code', async () => (await evaluator()).userCode);
    expect(await evaluator()).toMatchObject({ terminalId: null, pending: 0 });
    expect(await exportRatings(data, join(counter.folder, 'carried.json'))).toBe(1);
  });
});

describe('a keypad that cannot be used', () => {
  const start = async (settings: object) => {
    const refused = new Counter();
    try {
      await refused.start(settings);
    } finally {
      await refused.close();
    }
  };

  it('SZ-10: because it lacks a level and nothing else asks, is refused', async () => {
    const lacking = start({ screen: 'none', keypadProfile: 'three-is-best' });
    await expect(lacking).rejects.toMatchObject({ code: 'keypadProfile' });
  });

  it('because its profile cannot be read, is refused by its name', async () => {
    const missing = start({ keypadProfile: '/nowhere/keys.json' });
    await expect(missing).rejects.toThrow('/nowhere/keys.json');
  });

  it('because its port is no port, is refused by its name', async () => {
    const nowhere = start({ keypadPort: 'usb:12' });
    await expect(nowhere).rejects.toThrow('--keypad-port usb:12');
  });
});
