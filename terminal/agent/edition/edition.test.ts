import { createHash } from 'node:crypto';
import { readdirSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { canonicalText, type WantedEdition } from '../../../protocol/index.ts';
import { FakeClock } from '../../link/testing/fake-clock.ts';
import { Device } from '../testing/device.ts';

const digestOf = (content: string) => createHash('sha256').update(content).digest('base64url');

type Files = Record<string, string>;
const SECOND: Files = {
  'assets/app-2.js': '// second',
  'index.html': '<!doctype html><title>second</title>',
  'sw.js': '// second worker',
};

/** As much of a hub as an agent fetches editions from. */
class EditionShop {
  readonly asked: string[] = [];
  readonly shelf = new Map<string, { files: Files; served: Files }>();
  private readonly server: Server;

  constructor() {
    this.server = createServer((request, response) => {
      const [, , , edition = '', what, ...path] = (request.url ?? '').split('/');
      this.asked.push(request.url ?? '');
      const known = this.shelf.get(edition);
      const body =
        what === 'manifest'
          ? known && JSON.stringify(manifestOf(edition, known.files))
          : known?.served[path.join('/')];
      response.writeHead(body === undefined ? 404 : 200, { connection: 'close' }).end(body);
    });
  }

  async open(port = 0): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(port, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    await new Promise((resolve) => this.server.close(resolve));
  }

  /** @param served what is sent for the files, where that is not what the manifest says */
  put(edition: string, files: Files, served = files): WantedEdition {
    this.shelf.set(edition, { files, served });
    return { edition, digest: digestOf(canonicalText(manifestOf(edition, files))) };
  }
}

function manifestOf(edition: string, files: Files) {
  const listed = Object.entries(files).map(([path, content]) => {
    return { path, bytes: Buffer.byteLength(content), digest: digestOf(content) };
  });
  return { edition, files: listed };
}

describe('an edition of the app', () => {
  let shop: EditionShop;
  let device: Device;
  let clock: FakeClock;
  let hubUrl: string;

  beforeEach(async () => {
    shop = new EditionShop();
    hubUrl = await shop.open();
    clock = new FakeClock();
    device = await new Device().start({ hubUrl }, { clock });
  });
  afterEach(async () => {
    await device.remove();
    await shop.close();
  });

  const title = async () =>
    /<title>(.*)<\/title>/.exec(await (await device.call('GET', '/')).text())?.[1];
  const fact = async () =>
    ((await (await device.call('GET', '/local/status')).json()) as { edition: object }).edition;
  const want = async (wanted: WantedEdition | null) =>
    (await device.page('PUT', '/local/edition', { wanted })).status;
  const untilFact = (expected: object) =>
    vi.waitFor(async () => expect(await fact()).toMatchObject(expected), {
      timeout: 10_000,
      interval: 10,
    });
  const beat = (bundle: string) =>
    device.page('POST', '/local/heartbeat', { screen: 'idle', pending: 0, bundle });
  const refusedAs = (reason: string) => ({ refused: { edition: '2', reason }, serves: null });

  it('takes the place of the old one, whose hashed files can still be had', async () => {
    await beat('assets/app-1a2b3c.js');
    expect(await want(shop.put('2', SECOND))).toBe(204);
    await untilFact({ serves: '2', runs: null, refused: null });
    expect(await title()).toBe('second');
    expect((await device.call('GET', '/assets/app-1a2b3c.js')).status).toBe(200);
    expect((await device.call('GET', '/assets/app-2.js')).status).toBe(200);
    await beat('assets/app-2.js');
    expect(await fact()).toEqual({ serves: '2', runs: '2', refused: null });
  });

  it('is still served after a restart without the hub, and gives way to the own one', async () => {
    await want(shop.put('2', SECOND));
    await untilFact({ serves: '2' });
    await device.stop();
    await shop.close();
    await device.start({ hubUrl });
    expect(await title()).toBe('second');
    await want(null);
    await untilFact({ serves: null });
    expect(await title()).toBe('好差评');
    await shop.open();
  });

  it('has only what is new fetched', async () => {
    const own = { ...SECOND, 'assets/app-1a2b3c.js': '// app' };
    await want(shop.put('2', own));
    await untilFact({ serves: '2' });
    expect(shop.asked.filter((url) => url.includes('1a2b3c'))).toEqual([]);
    expect(shop.asked).toHaveLength(4);
  });

  it('with a file that is not what its manifest says is refused, and the old goes on', async () => {
    const served = { ...SECOND, 'assets/app-2.js': '// secone' };
    await want(shop.put('2', SECOND, served));
    await untilFact(refusedAs('badFile'));
    expect(await title()).toBe('好差评');
    expect(readdirSync(join(device.folder, 'data/editions'))).toEqual(['served.json']);
  });

  it('with a file that never ends is refused', async () => {
    const served = { ...SECOND, 'sw.js': 'x'.repeat(1_000_000) };
    await want(shop.put('2', SECOND, served));
    await untilFact(refusedAs('badFile'));
  });

  it('with another manifest than the one that was meant is refused', async () => {
    shop.put('2', SECOND);
    await want({ edition: '2', digest: digestOf('another') });
    await untilFact(refusedAs('badManifest'));
  });

  it('that cannot start for want of a page is refused', async () => {
    const { 'index.html': _, ...files } = SECOND;
    await want(shop.put('2', files));
    await untilFact(refusedAs('incomplete'));
  });

  it('that nobody published is refused, until another one is wanted', async () => {
    await want({ edition: '2', digest: digestOf('nothing') });
    await untilFact(refusedAs('notPublished'));
    await want(shop.put('3', SECOND));
    await untilFact({ serves: '3', refused: null });
  });

  it('that would lie outside its folder is refused', async () => {
    const files = { ...SECOND, '../escaped.js': '// out' };
    await want(shop.put('2', files));
    await untilFact(refusedAs('badManifest'));
  });

  it('is fetched again each minute while the hub is away', async () => {
    const wanted = shop.put('2', SECOND);
    await shop.close();
    await want(wanted);
    await untilFact(refusedAs('unreachable'));
    await shop.open(Number(new URL(hubUrl).port));
    await clock.pass(60_000);
    await untilFact({ serves: '2', refused: null });
  });

  it('whose page never speaks is taken back, and not tried again', async () => {
    const wanted = shop.put('2', SECOND);
    await beat('assets/app-1a2b3c.js');
    await want(wanted);
    await untilFact({ serves: '2' });
    await clock.pass(90_000);
    await untilFact(refusedAs('neverStarted'));
    expect(await title()).toBe('好差评');
    const asked = shop.asked.length;
    await want(wanted);
    await clock.pass(120_000);
    expect(shop.asked).toHaveLength(asked);
    expect(await title()).toBe('好差评');
  });

  it('that has spoken once stays, however long the screen is silent later', async () => {
    await want(shop.put('2', SECOND));
    await untilFact({ serves: '2' });
    await beat('assets/app-2.js');
    await clock.pass(600_000);
    expect(await fact()).toMatchObject({ serves: '2', refused: null });
  });

  it('whose note on the disk is damaged is fetched anew', async () => {
    const wanted = shop.put('2', SECOND);
    await want(wanted);
    await untilFact({ serves: '2' });
    await device.stop();
    writeFileSync(join(device.folder, 'data/editions/served.json'), '{');
    await device.start({ hubUrl }, { clock });
    expect(await title()).toBe('好差评');
    await want(wanted);
    await untilFact({ serves: '2' });
  });

  it('is not for other pages to want', async () => {
    const headers = { origin: 'http://elsewhere.example' };
    const asked = await device.call('PUT', '/local/edition', { wanted: null }, headers);
    expect(asked.status).toBe(403);
  });
});
