import { rmSync, statSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { PromptSchema } from '../../protocol/index.ts';
import { FakeClock } from '../link/testing/fake-clock.ts';
import { Device, finishedCase, PageLink } from './testing/device.ts';

let device: Device;
let page: PageLink;

beforeEach(async () => {
  device = await new Device().start();
  page = await new PageLink().open(device.url);
});

afterEach(async () => {
  await page.close();
  await device.remove();
});

const until = (condition: () => boolean) =>
  vi.waitFor(() => expect(condition()).toBe(true), { timeout: 10_000, interval: 5 });

const hand = (more: Parameters<typeof finishedCase>[0] = {}) =>
  device.windowPc('POST', '/local/cases', finishedCase(more));

describe('a case handed in by the window PC, with no hub anywhere', () => {
  it('is asked on the screen at once', async () => {
    const response = await hand();
    expect(response.status).toBe(202);
    const { promptId } = (await response.json()) as { promptId: string };
    await until(() => page.prompts.length === 2);
    expect(page.prompts[0]).toBeNull();
    expect(PromptSchema.parse(page.prompts[1])).toMatchObject({
      promptId,
      invitationId: null,
      caseNo: '44030020261122000017',
      stage: 'completion',
      item: { name: '居住证签注' },
      serviceWindow: { windowNo: 'A03' },
      staff: { staffNo: 'S0017' },
    });
  });

  it('is asked once, however often it is handed in', async () => {
    const first = await (await hand()).json();
    const again = await hand();
    expect([again.status, await again.json()]).toEqual([202, first]);
    const other = await hand({ event: 'refused' });
    expect([other.status, await other.json()]).toMatchObject([
      409,
      { errors: [{ path: 'recordId' }] },
    ]);
    expect(page.prompts.length).toBeLessThanOrEqual(2);
  });

  it('gives way to the next one, and can be withdrawn', async () => {
    await hand();
    await hand({ recordId: 'r-2', caseNo: 'B2' });
    expect((await device.windowPc('DELETE', '/local/cases/44030020261122000017')).status).toBe(404);
    expect((await device.windowPc('DELETE', '/local/cases/B2')).status).toBe(204);
    await until(() => page.prompts.length === 4);
    expect(page.prompts.map((prompt) => prompt?.caseNo ?? null)).toEqual([
      null,
      '44030020261122000017',
      'B2',
      null,
    ]);
  });

  it('is refused with every error and its path', async () => {
    const { staff: _, windowNo: __, ...without } = finishedCase({ mode: 'online' });
    const response = await device.windowPc('POST', '/local/cases', without);
    expect(response.status).toBe(422);
    expect(response.headers.get('content-type')).toContain('application/problem+json');
    const { errors } = (await response.json()) as { errors: { path: string }[] };
    expect(errors.map(({ path }) => path).sort()).toEqual(['mode', 'staff', 'windowNo']);
  });

  it.each([
    ['receiptFailed', 'SZ-18g'],
    ['notAccepted', 'SZ-18g'],
    ['consultationEnded', 'SZ-15/19'],
    ['flowEnded', 'SZ-18f'],
    ['accepted', undefined],
  ] as const)('is refused after %s, with the rule', async (event, rule) => {
    const response = await hand({ event });
    const { errors } = (await response.json()) as { errors: object[] };
    expect(response.status).toBe(422);
    expect(errors).toMatchObject([{ path: 'event', ...(rule && { rule }) }]);
  });

  it('survives a restart of the agent, and ends when the app says so', async () => {
    const { promptId } = (await (await hand()).json()) as { promptId: string };
    await page.close();
    await device.stop();
    await device.start();
    page = await new PageLink().open(device.url);
    await until(() => page.prompts.length === 1);
    expect(page.prompts[0]).toMatchObject({ promptId });
    expect((await (await hand()).json()) as object).toEqual({ promptId });
    const ended = { promptId, ending: 'rated' };
    await device.page('POST', '/local/heartbeat', { screen: 'thanks', pending: 1, ended });
    await until(() => page.prompts.length === 2);
    expect(page.prompts[1]).toBeNull();
  });
});

describe('who is being served', () => {
  const item = { itemCode: 'GA-0102', name: '居住证签注' };

  it('is shown from the word of the window PC until the case is handed in', async () => {
    expect((await device.windowPc('PUT', '/local/serving', { item })).status).toBe(204);
    await hand();
    await until(() => page.servings.length === 3);
    expect(page.servings).toEqual([null, { item }, null]);
  });

  it('is shown without the matter too, and until it is taken back', async () => {
    await device.windowPc('PUT', '/local/serving', {});
    await device.windowPc('DELETE', '/local/serving');
    await until(() => page.servings.length === 3);
    expect(page.servings).toEqual([null, {}, null]);
  });

  it('is told by the window PC alone, and in words that the agent knows', async () => {
    expect((await device.page('PUT', '/local/serving', { item })).status).toBe(401);
    expect((await device.windowPc('PUT', '/local/serving', { name: '王' })).status).toBe(400);
  });
});

describe('time', () => {
  it('ends a prompt, silences a screen, and pings', async () => {
    const clock = new FakeClock();
    await page.close();
    await device.stop();
    await device.start({ promptShowSeconds: 60 }, { clock });
    page = await new PageLink().open(device.url);
    await hand();
    const beat = { screen: 'prompt', pending: 3, future: 'field' };
    expect((await device.page('POST', '/local/heartbeat', beat)).status).toBe(204);
    expect(await status()).toMatchObject({ screen: { alive: true }, pending: 3 });
    await clock.pass(60_000);
    await until(() => page.prompts.length === 3 && page.events.includes('ping'));
    expect(page.prompts[2]).toBeNull();
    await clock.pass(30_000);
    expect(await status()).toMatchObject({ screen: { alive: false }, prompt: null });
  });

  it('that was set back does not bring an old prompt to life', async () => {
    const clock = new FakeClock();
    await page.close();
    await device.stop();
    await device.start({}, { clock });
    await hand();
    await device.stop();
    clock.jump(-86_400_000);
    await device.start({}, { clock });
    page = await new PageLink().open(device.url);
    await until(() => page.prompts.length === 1);
    expect(page.prompts[0]).toBeNull();
  });

  const status = async () => (await device.call('GET', '/local/status')).json();
});

describe('a stranger', () => {
  it('without the key can hand in and withdraw nothing', async () => {
    const body = finishedCase();
    expect((await device.call('POST', '/local/cases', body)).status).toBe(401);
    const authorization = `Bearer ${'x'.repeat(43)}`;
    expect((await device.windowPc('POST', '/local/cases', body, { authorization })).status).toBe(
      401,
    );
    expect((await device.call('DELETE', '/local/cases/A1')).status).toBe(401);
  });

  it('cannot read the key of the agent', () => {
    expect(statSync(join(device.folder, 'data/local-key')).mode & 0o777).toBe(0o600);
  });

  it('of another origin is refused, and cannot beat as the screen', async () => {
    const origin = 'http://evil.example';
    const read = await device.call('GET', '/local/config', undefined, { origin });
    expect(read.status).toBe(403);
    const beat = { screen: 'idle', pending: 0 };
    expect((await device.call('POST', '/local/heartbeat', beat, { origin })).status).toBe(403);
    expect((await device.call('POST', '/local/heartbeat', beat)).status).toBe(403);
  });

  it('that rebinds a name to this address is refused', async () => {
    expect(await statusFor('evil.example:8610')).toBe(421);
    expect(await statusFor(new URL(device.url).host)).toBe(200);
  });

  it('is let in by configuration, for cases with the key', async () => {
    const origin = 'http://10.0.0.5:8080';
    await page.close();
    await device.stop();
    await device.start({ allowedOrigins: [origin] });
    const preflight = await device.call('OPTIONS', '/local/cases', undefined, { origin });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-origin')).toBe(origin);
    const posted = await device.windowPc('POST', '/local/cases', finishedCase(), { origin });
    expect(posted.status).toBe(202);
  });

  function statusFor(host: string): Promise<number | undefined> {
    return new Promise((resolve, reject) => {
      const call = request(`${device.url}/local/config`, { headers: { host } }, (response) => {
        response.resume();
        resolve(response.statusCode);
      });
      call.on('error', reject).end();
    });
  }
});

describe('the served app', () => {
  it('is asked about each time, its hashed files never', async () => {
    const caching = async (path: string) =>
      (await device.call('GET', path)).headers.get('cache-control');
    expect(await caching('/')).toBe('no-cache');
    expect(await caching('/index.html')).toBe('no-cache');
    expect(await caching('/sw.js')).toBe('no-cache');
    expect(await caching('/assets/app-1a2b3c.js')).toBe('public, max-age=31536000, immutable');
  });

  it('may talk to itself and the hub, and stand in no frame', async () => {
    const response = await device.call('GET', '/');
    const policy = response.headers.get('content-security-policy');
    expect(policy).toContain("connect-src 'self' http://localhost:8600 ws://localhost:8600;");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(await response.text()).toContain('好差评');
  });

  it('tells the page what this device is', async () => {
    expect(await (await device.call('GET', '/local/config')).json()).toEqual({
      hubUrl: 'http://localhost:8600',
      kind: 'evaluator',
      hint: '',
      agentVersion: expect.stringMatching(/^\d+\.\d+\.\d+/),
      generation: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
  });

  it('tells the page whether this is still the same installation', async () => {
    const generation = async () =>
      ((await (await device.call('GET', '/local/config')).json()) as { generation: string })
        .generation;
    const first = await generation();
    await page.close();
    await device.stop();
    await device.start();
    expect(await generation()).toBe(first);
    await device.stop();
    rmSync(join(device.folder, 'data'), { recursive: true });
    await device.start();
    expect(await generation()).not.toBe(first);
  });
});

describe('what a former identity of the screen left behind', () => {
  const evidence = {
    id: '0b9ae3d8-7d5b-4b55-9df5-3b5f7f0a2c22',
    terminalId: 'evaluator-a01',
    retiredAt: '2026-11-22T09:30:00.000Z',
    rows: [{ eventId: '0193541c-9d5b-7e52-8a3b-0c6f5f0a7b33', state: 'frozen', payload: '{}' }],
  };
  const exported = async () => (await device.windowPc('GET', '/local/evidence')).json();

  it('is kept in a file and exported as it came, also after a restart', async () => {
    expect(await exported()).toEqual([]);
    expect((await device.page('POST', '/local/evidence', evidence)).status).toBe(204);
    const another = { ...evidence, rows: [] };
    expect((await device.page('POST', '/local/evidence', another)).status).toBe(204);
    await page.close();
    await device.stop();
    await device.start();
    expect(await exported()).toEqual([evidence]);
  });

  it('is given and shown to nobody else', async () => {
    expect((await device.call('POST', '/local/evidence', evidence)).status).toBe(403);
    expect((await device.call('GET', '/local/evidence')).status).toBe(401);
    const escaping = { ...evidence, id: '../../prompt' };
    expect((await device.page('POST', '/local/evidence', escaping)).status).toBe(400);
    expect(await exported()).toEqual([]);
  });
});

describe('an agent that cannot start', () => {
  it('names the option of a taken port', async () => {
    const second = new Device();
    const port = Number(new URL(device.url).port);
    await expect(second.start({ port })).rejects.toMatchObject({
      code: 'portTaken',
      message: expect.stringContaining('--port'),
    });
    await second.remove();
  });

  it('says that the app was never built', async () => {
    const second = new Device();
    const appFolder = join(second.folder, 'nowhere');
    await expect(second.start({ appFolder })).rejects.toMatchObject({ code: 'appMissing' });
    await second.remove();
  });
});
