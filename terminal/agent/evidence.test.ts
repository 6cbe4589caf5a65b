import { describe, expect, it } from 'vitest';
import { openedDevice } from './testing/opened-device.ts';

const here = openedDevice();

describe('what a former identity of the screen left behind', () => {
  const evidence = {
    id: '0b9ae3d8-7d5b-4b55-9df5-3b5f7f0a2c22',
    terminalId: 'evaluator-a01',
    retiredAt: '2026-11-22T09:30:00.000Z',
    rows: [{ eventId: '0193541c-9d5b-7e52-8a3b-0c6f5f0a7b33', state: 'frozen', payload: '{}' }],
  };
  const exported = async () => (await here.device.windowPc('GET', '/local/evidence')).json();

  it('is kept in a file and exported as it came, also after a restart', async () => {
    expect(await exported()).toEqual([]);
    expect((await here.device.page('POST', '/local/evidence', evidence)).status).toBe(204);
    const another = { ...evidence, rows: [] };
    expect((await here.device.page('POST', '/local/evidence', another)).status).toBe(204);
    await here.page.close();
    await here.device.stop();
    await here.device.start();
    expect(await exported()).toEqual([evidence]);
  });

  it('is given and shown to nobody else', async () => {
    expect((await here.device.call('POST', '/local/evidence', evidence)).status).toBe(403);
    expect((await here.device.call('GET', '/local/evidence')).status).toBe(401);
    const escaping = { ...evidence, id: '../../prompt' };
    expect((await here.device.page('POST', '/local/evidence', escaping)).status).toBe(400);
    expect(await exported()).toEqual([]);
  });
});
