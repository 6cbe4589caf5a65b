import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openedDevice } from './testing/opened-device.ts';

const here = openedDevice();

describe('the served app', () => {
  it('is asked about each time, its hashed files never', async () => {
    const caching = async (path: string) =>
      (await here.device.call('GET', path)).headers.get('cache-control');
    expect(await caching('/')).toBe('no-cache');
    expect(await caching('/index.html')).toBe('no-cache');
    expect(await caching('/sw.js')).toBe('no-cache');
    expect(await caching('/assets/app-1a2b3c.js')).toBe('public, max-age=31536000, immutable');
  });

  it('may talk to itself and the hub, and stand in no frame', async () => {
    const response = await here.device.call('GET', '/');
    const policy = response.headers.get('content-security-policy');
    expect(policy).toContain("connect-src 'self' http://localhost:8600 ws://localhost:8600;");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(await response.text()).toContain('好差评');
  });

  it('tells the page what this device is', async () => {
    expect(await (await here.device.call('GET', '/local/config')).json()).toEqual({
      hubUrl: 'http://localhost:8600',
      kind: 'evaluator',
      hint: '',
      agentVersion: expect.stringMatching(/^\d+\.\d+\.\d+/),
      generation: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
  });

  it('tells the page whether this is still the same installation', async () => {
    const generation = async () =>
      ((await (await here.device.call('GET', '/local/config')).json()) as { generation: string })
        .generation;
    const first = await generation();
    await here.page.close();
    await here.device.stop();
    await here.device.start();
    expect(await generation()).toBe(first);
    await here.device.stop();
    rmSync(join(here.device.folder, 'data'), { recursive: true });
    await here.device.start();
    expect(await generation()).not.toBe(first);
  });
});
