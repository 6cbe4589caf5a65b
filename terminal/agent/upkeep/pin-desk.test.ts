import { randomBytes, scryptSync } from 'node:crypto';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { FakeClock } from '../../link/testing/fake-clock.ts';
import { Device } from '../testing/device.ts';

const PIN = '271828';
type Typed = { outcome: string; waitSeconds?: number };

function hashOf(pin: string): string {
  const salt = randomBytes(16);
  const hash = scryptSync(pin, salt, 32, { N: 2 ** 10, r: 8, p: 1 });
  return ['scrypt', 2 ** 10, 8, 1, salt.toString('base64url'), hash.toString('base64url')].join(
    '$',
  );
}

describe("the PIN of the technicians' corner", () => {
  let device: Device;
  let clock: FakeClock;
  const pinHash = hashOf(PIN);

  beforeEach(async () => {
    clock = new FakeClock();
    device = await new Device().start({}, { clock });
    onTestFinished(() => device.remove());
  });

  const post = (body: object) => device.page('POST', '/local/pin', body);
  const type = async (pin: string) => (await (await post({ pin, pinHash })).json()) as Typed;

  it('opens when it is right, however often', async () => {
    expect(await type(PIN)).toEqual({ outcome: 'opened' });
    expect(await type(PIN)).toEqual({ outcome: 'opened' });
  });

  it('may be missed twice; then each miss waits twice as long, also for the right one', async () => {
    expect(await type('111111')).toEqual({ outcome: 'wrong' });
    expect(await type('222222')).toEqual({ outcome: 'wrong' });
    expect(await type('333333')).toEqual({ outcome: 'locked', waitSeconds: 30 });
    expect(await type(PIN)).toEqual({ outcome: 'locked', waitSeconds: 30 });
    await clock.pass(30_000);
    expect(await type('444444')).toEqual({ outcome: 'locked', waitSeconds: 60 });
    await clock.pass(60_000);
    expect(await type(PIN)).toEqual({ outcome: 'opened' });
    expect(await type('555555')).toEqual({ outcome: 'wrong' });
  });

  it('waits again after a restart, and a clock that is set does not help', async () => {
    for (const pin of ['111111', '222222', '333333']) await type(pin);
    clock.jump(86_400_000);
    expect(await type(PIN)).toEqual({ outcome: 'locked', waitSeconds: 30 });
    await device.stop();
    await device.start({}, { clock });
    expect(await type(PIN)).toEqual({ outcome: 'locked', waitSeconds: 30 });
  });

  it('is tried one at a time', async () => {
    const pins = Array.from({ length: 20 }, (_, i) => String(100_000 + i));
    const outcomes = await Promise.all(pins.map(type));
    const looked = outcomes.filter(({ waitSeconds = 0 }) => waitSeconds !== 1);
    expect(looked.filter(({ outcome }) => outcome === 'wrong').length).toBeLessThanOrEqual(2);
  });

  it.each([
    ['no digits', { pin: 'abcdef', pinHash }],
    ['no hash', { pin: PIN, pinHash: 'plain' }],
    ['a hash without end', { pin: PIN, pinHash: pinHash.replace('$1024$', '$999999$') }],
  ])('is not %s', async (_, body) => {
    expect((await post(body)).status).toBe(400);
  });

  it('is asked by the own page only', async () => {
    const answer = await device.call('POST', '/local/pin', { pin: PIN, pinHash });
    expect(answer.status).toBe(403);
  });
});
