import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LinkedTerminal } from './testing/linked-terminal.ts';
import { refused, ScriptedHub, stored } from './testing/scripted-hub.ts';

let hub: ScriptedHub;
let terminal: LinkedTerminal;

beforeEach(async () => {
  hub = await new ScriptedHub().start();
  terminal = await LinkedTerminal.at(hub.url);
});

afterEach(async () => {
  await terminal.link.stop();
  await hub.stop();
});

const until = (condition: () => boolean) =>
  vi.waitFor(() => expect(condition()).toBe(true), { timeout: 10_000, interval: 5 });

async function connect(): Promise<void> {
  terminal.link.start();
  await until(() => terminal.connected);
}

describe('a hub that fails', () => {
  it('is given up when a hello gets no welcome within 10 s', async () => {
    hub.welcomes = false;
    terminal.link.start();
    await until(() => hub.hellos.length === 1);
    await terminal.clock.pass(9_999);
    expect(terminal.link.status.state).toBe('connecting');
    await terminal.clock.pass(1);
    expect(terminal.link.status).toMatchObject({ state: 'waiting' });
    hub.welcomes = true;
    await terminal.clock.pass(3_000);
    await until(() => terminal.connected);
    expect(hub.connects).toBe(2);
  });

  it('is greeted every half minute, and given up in the middle too', async () => {
    await connect();
    await terminal.clock.pass(30_000);
    await until(() => hub.hellos.length === 2);
    hub.welcomes = false;
    await terminal.clock.pass(30_000);
    await until(() => hub.hellos.length === 3);
    await terminal.clock.pass(10_000);
    expect(terminal.statuses.map(({ state }) => state)).toContain('waiting');
  });

  it('is asked rarely after it refused the credentials, and the status says so', async () => {
    hub.secret = null;
    terminal.link.start();
    await until(() => terminal.link.status.state === 'refused');
    await terminal.clock.pass(200_000);
    expect(terminal.statuses.map(({ state }) => state)).toEqual(['connecting', 'refused']);
    hub.secret = 'right';
    await terminal.clock.pass(100_000);
    await until(() => terminal.connected);
  });

  it('that does not grant every subscription is no hub', async () => {
    hub.grants = false;
    terminal.link.start();
    await until(() => terminal.link.status.state === 'waiting');
    expect(hub.hellos).toHaveLength(0);
  });

  it('that is down is tried again with growing pauses up to a minute', async () => {
    await hub.stop();
    terminal.link.start();
    const pauses: number[] = [];
    for (let n = 0; n < 9; n++) {
      await until(() => terminal.link.status.state === 'waiting');
      const { status } = terminal.link;
      const pause = status.state === 'waiting' ? status.retryAt - terminal.clock.now() : 0;
      pauses.push(pause);
      await terminal.clock.pass(pause);
    }
    expect(pauses).toEqual([500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000]);
  });
});

/** A lookout that gives its sign when the test says so. */
class Watch {
  onSign: (() => void) | null = null;

  start(onSign: () => void): void {
    this.onSign = onSign;
  }

  stop(): void {
    this.onSign = null;
  }
}

describe('a pause between two attempts', () => {
  it('ends within a second of a sign that the hub is back, and an open connection does not mind', async () => {
    const { port } = hub;
    await hub.stop();
    terminal.link.start();
    for (let n = 1; n < 6; n++) {
      await until(() => terminal.link.status.state === 'waiting');
      const { status } = terminal.link;
      if (status.state === 'waiting' && n < 5) {
        await terminal.clock.pass(status.retryAt - terminal.clock.now());
      }
    }
    hub = await new ScriptedHub(port).start();
    terminal.link.retrySoon();
    await terminal.clock.pass(1_000);
    await until(() => terminal.connected);
    terminal.link.retrySoon();
    await terminal.clock.pass(1_000);
    expect(terminal.connected).toBe(true);
    expect(hub.connects).toBe(1);
  });

  it('is watched by the lookout, and nothing else is', async () => {
    const lookout = new Watch();
    const watched = await LinkedTerminal.at(hub.url, { lookout });
    watched.link.start();
    await until(() => watched.connected);
    expect(lookout.onSign).toBeNull();
    const { port } = hub;
    await hub.stop();
    await until(() => watched.link.status.state === 'waiting');
    hub = await new ScriptedHub(port).start();
    lookout.onSign?.();
    await watched.clock.pass(1_000);
    await until(() => watched.connected);
    expect(lookout.onSign).toBeNull();
    await hub.stop();
    hub = await new ScriptedHub(port).start();
    hub.secret = null;
    await watched.clock.pass(3_000);
    await until(() => watched.link.status.state === 'refused');
    expect(lookout.onSign).toBeNull();
    await watched.link.stop();
  });
});

describe('a hub that came back from a backup', () => {
  const three = async () => {
    await connect();
    for (const caseNo of ['A1', 'A2', 'A3']) await terminal.rate(caseNo);
    await until(() => terminal.settled.length === 3);
    expect(hub.payloads).toHaveLength(3);
  };

  it('is offered what it lost, the same to the byte', async () => {
    await three();
    hub.ledgerEpoch = 'bbbbbbbb-bbbb-4bbb-8bbb-bbbbbbbbbbbb';
    hub.contiguousSeq = 1;
    await terminal.clock.pass(30_000);
    await until(() => hub.payloads.length === 5);
    expect(hub.payloads.slice(3)).toEqual(hub.payloads.slice(1, 3));
    await until(() => terminal.settled.length === 5);
  });

  it('is offered what it lost under the same epoch too', async () => {
    await three();
    hub.contiguousSeq = 3;
    await terminal.clock.pass(30_000);
    await until(() => hub.hellos.length === 2);
    hub.contiguousSeq = 2;
    await terminal.clock.pass(30_000);
    await until(() => hub.payloads.length === 4);
  });

  it('is offered what it took and lost since it last said how far it is', async () => {
    await three();
    await terminal.clock.pass(30_000);
    await until(() => hub.payloads.length === 6);
    expect(hub.payloads.slice(3)).toEqual(hub.payloads.slice(0, 3));
  });

  it('is not offered everything again because of one gap', async () => {
    hub.answer = ({ seq, eventId }) => [seq === 1 ? refused(eventId) : stored(eventId)];
    await three();
    for (let n = 2; n < 5; n++) {
      await terminal.clock.pass(30_000);
      await until(() => hub.hellos.length === n);
    }
    expect(hub.payloads).toHaveLength(3);
  });
});

describe('an outbox that was lost while the credentials were kept', () => {
  it('uses no number again that the hub has, nor for what was tapped before it was met', async () => {
    hub.contiguousSeq = 40;
    await terminal.rate('A1');
    await connect();
    await until(() => terminal.settled.length === 1);
    await terminal.rate('A2');
    await until(() => terminal.settled.length === 2);
    expect(hub.payloads.map((payload) => JSON.parse(payload).seq)).toEqual([41, 42]);
  });
});

describe('an outbox that fails', () => {
  it('ends the connection and is tried again, and nothing is lost', async () => {
    await connect();
    const freeze = vi.spyOn(terminal.outbox, 'freeze').mockRejectedValueOnce(new Error('disk'));
    await terminal.rate();
    await until(() => terminal.link.status.state === 'waiting');
    expect(hub.payloads).toHaveLength(0);
    await terminal.clock.pass(3_000);
    await until(() => terminal.settled.length === 1);
    expect(freeze).toHaveBeenCalledTimes(2);
  });
});

describe('ratings that waited', () => {
  it('leave a few at a time, so that a tap may come between', async () => {
    const breaths: (() => void)[] = [];
    const breathe = () => new Promise<void>((resolve) => breaths.push(resolve));
    terminal = await LinkedTerminal.at(hub.url, { breathe });
    for (let count = 0; count < 20; count++) await terminal.rate();
    await connect();
    for (const sent of [0, 8, 16]) {
      await until(() => breaths.length === 1);
      expect(hub.payloads).toHaveLength(sent);
      breaths.shift()?.();
      await until(() => hub.payloads.length > sent + 3);
    }
    await until(() => terminal.settled.length === 20);
  });
});
