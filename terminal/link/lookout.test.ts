import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Lookout } from './lookout.ts';
import { FakeClock } from './testing/fake-clock.ts';

let clock: FakeClock;
let lookout: Lookout;
let server: Server | null = null;
let port = 0;
/** What the hub was asked, and what it answers. */
let asked: string[];
let status: number;
let isSlow: boolean;
let signs: number;

beforeEach(async () => {
  clock = new FakeClock();
  asked = [];
  status = 200;
  isSlow = false;
  signs = 0;
  port = 0;
  await open();
  lookout = new Lookout({ hubUrl: `http://127.0.0.1:${port}`, clock, random: () => 0.5 });
});

afterEach(async () => {
  lookout.stop();
  await close();
});

async function open(): Promise<void> {
  server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    if (!isSlow) response.writeHead(status, { connection: 'close' }).end('{}');
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  port = (server.address() as AddressInfo).port;
}

async function close(): Promise<void> {
  const closed = server === null || once(server, 'close');
  server?.close();
  server = null;
  await closed;
}

/** The next look is made, and its answer is here. */
async function look(): Promise<void> {
  await vi.waitFor(() => expect(clock.waiting).toBe(1), { timeout: 10_000, interval: 5 });
  await clock.pass(1_000);
  await vi.waitFor(() => expect(clock.waiting).toBe(1), { timeout: 10_000, interval: 5 });
}

const start = () => lookout.start(() => signs++);

describe('the lookout', () => {
  it('gives a sign when a hub that was away answers again, once', async () => {
    await close();
    start();
    await look();
    await look();
    expect(signs).toBe(0);
    await open();
    await look();
    expect(signs).toBe(1);
    await look();
    expect(signs).toBe(1);
    expect(asked).toEqual(['GET /health/live', 'GET /health/live']);
  });

  it('gives none while the hub answers all along: its trouble is another', async () => {
    start();
    await look();
    await look();
    expect(asked).toHaveLength(3);
    expect(signs).toBe(0);
  });

  it('does not take the word of a proxy for that of the hub behind it', async () => {
    status = 502;
    start();
    await look();
    expect(signs).toBe(0);
    status = 200;
    await look();
    expect(signs).toBe(1);
  });

  it('looks each second, give or take a half, so that a hall does not look in step', async () => {
    const pauses = await Promise.all(
      [0, 0.999].map(async (random) => {
        const own = new FakeClock();
        const other = new Lookout({
          hubUrl: 'http://127.0.0.1:1',
          clock: own,
          random: () => random,
        });
        const after = vi.spyOn(own, 'after');
        other.start(() => {});
        await vi.waitFor(() => expect(own.waiting).toBe(1), { timeout: 10_000, interval: 5 });
        other.stop();
        return after.mock.calls[0]?.[0];
      }),
    );
    expect(pauses).toEqual([500, 1_499]);
  });

  it('looks once at a time, however often it is started', async () => {
    start();
    start();
    await look();
    expect(asked).toHaveLength(2);
  });

  it('looks no more after it was stopped, and takes no answer that was under way', async () => {
    await close();
    start();
    await look();
    await open();
    isSlow = true;
    await clock.pass(1_000);
    await vi.waitFor(() => expect(asked).toHaveLength(1), { timeout: 10_000, interval: 5 });
    lookout.stop();
    await clock.pass(60_000);
    expect(clock.waiting).toBe(0);
    expect(signs).toBe(0);
  });
});
