import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AndroidEvaluator } from '../../simulator/index.ts';
import { until } from '../until.ts';
import { Counter } from './counter.ts';

let android: AndroidEvaluator;
let counter: Counter;

beforeEach(() => {
  android = new AndroidEvaluator();
});

afterEach(async () => {
  await counter.close();
  await android.stop();
});

const RECORD = {
  recordId: 'r-1',
  caseNo: 'C-1',
  event: 'granted',
  occurredAt: '2026-11-22T09:30:00.000+08:00',
  mode: 'window',
  item: { itemCode: 'GA-01', name: '居住证签注' },
  certificate: false,
  windowNo: 'A01',
  staff: { staffNo: 'S01', name: '王丽' },
};

/** What the page tells its agent when it begins to ask. */
function screenShows(screen: string): Promise<Response> {
  return fetch(`${counter.url}/local/heartbeat`, {
    method: 'POST',
    headers: {
      connection: 'close',
      'content-type': 'application/json',
      origin: counter.url,
    },
    body: JSON.stringify({ screen, pending: 0 }),
  });
}

describe.each(['tcp', 'udp'] as const)('an Android evaluator by %s', (by) => {
  it('is driven: it is told what to ask, and its answer is the key that its profile names', async () => {
    const addresses = await android.start();
    counter = new Counter();
    await counter.start({ keypadProfile: `sundyn-${by}`, keypadPort: addresses[by] });
    await counter.listen();
    await counter.untilKeypad('alive');
    // Of an earlier citizen, whom nobody asked: it must not rate this case.
    android.press('4');
    await counter.hand(RECORD);
    await screenShows('asking');
    await until('the question', () => android.said.includes('S02'));
    expect(android.said).toContain(
      by === 'tcp' ? 'S04 S01|name,姓名,王丽|jobNum,工号,S01|window,窗口,A01' : 'S04 S01',
    );
    android.press('1');
    await until('the answer', () => counter.keys.length > 0);
    expect(counter.keys).toEqual([{ kind: 'level', level: 4 }]);
  });

  it('tells nothing of its timeout, and is unknown in what its profile does not name', async () => {
    const addresses = await android.start();
    counter = new Counter();
    await counter.start({ keypadProfile: `sundyn-${by}`, keypadPort: addresses[by] });
    await counter.listen();
    await screenShows('asking');
    await until('the question', () => android.said.includes('S02'));
    android.press('5');
    await until('a press', async () => (await counter.status()).keypad.presses === 1);
    await screenShows('thanks');
    await screenShows('asking');
    await until('another', () => android.said.filter((one) => one === 'S02').length === 2);
    android.press('9');
    await until('unknown', async () => (await counter.status()).keypad.unknownKeys.count === 1);
    expect(counter.keys).toEqual([]);
  });
});

it('an Android evaluator that is not there is lost, with the reason', async () => {
  await android.start();
  counter = new Counter();
  await counter.start({ keypadProfile: 'sundyn-tcp', keypadPort: '127.0.0.1:9' });
  const keypad = await until('a reason', async () => {
    const { keypad: fact } = await counter.status();
    return fact.why !== 'not heard yet' && fact;
  });
  expect(keypad).toMatchObject({ state: 'lost', why: expect.stringContaining('ECONNREFUSED') });
});
