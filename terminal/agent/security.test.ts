import { statSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { finishedCase } from './testing/device.ts';
import { openedDevice } from './testing/opened-device.ts';

const here = openedDevice();

describe('a stranger', () => {
  it('without the key can hand in and withdraw nothing', async () => {
    const body = finishedCase();
    expect((await here.device.call('POST', '/local/cases', body)).status).toBe(401);
    const authorization = `Bearer ${'x'.repeat(43)}`;
    expect(
      (await here.device.windowPc('POST', '/local/cases', body, { authorization })).status,
    ).toBe(401);
    expect((await here.device.call('DELETE', '/local/cases/A1')).status).toBe(401);
  });

  it('cannot read the key of the agent', () => {
    expect(statSync(join(here.device.folder, 'data/local-key')).mode & 0o777).toBe(0o600);
  });

  it('of another origin is refused, and cannot beat as the screen', async () => {
    const origin = 'http://evil.example';
    const read = await here.device.call('GET', '/local/config', undefined, { origin });
    expect(read.status).toBe(403);
    const beat = { screen: 'idle', pending: 0 };
    expect((await here.device.call('POST', '/local/heartbeat', beat, { origin })).status).toBe(403);
    expect((await here.device.call('POST', '/local/heartbeat', beat)).status).toBe(403);
  });

  it('that rebinds a name to this address is refused', async () => {
    expect(await statusFor('evil.example:8610')).toBe(421);
    expect(await statusFor(new URL(here.device.url).host)).toBe(200);
  });

  it('is let in by configuration, for cases with the key', async () => {
    const origin = 'http://10.0.0.5:8080';
    await here.page.close();
    await here.device.stop();
    await here.device.start({ allowedOrigins: [origin] });
    const preflight = await here.device.call('OPTIONS', '/local/cases', undefined, { origin });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-origin')).toBe(origin);
    const posted = await here.device.windowPc('POST', '/local/cases', finishedCase(), { origin });
    expect(posted.status).toBe(202);
  });

  function statusFor(host: string): Promise<number | undefined> {
    return new Promise((resolve, reject) => {
      const call = request(`${here.device.url}/local/config`, { headers: { host } }, (response) => {
        response.resume();
        resolve(response.statusCode);
      });
      call.on('error', reject).end();
    });
  }
});
