import { describe, expect, it } from 'vitest';
import { finishedCase } from './testing/device.ts';
import { openedDevice, until } from './testing/opened-device.ts';

const here = openedDevice();
const item = { itemCode: 'GA-0102', name: '居住证签注' };
const put = (serving: object) => here.device.windowPc('PUT', '/local/serving', serving);

describe('who is being served', () => {
  it('is shown from the word of the window PC until the case is handed in', async () => {
    expect((await put({ item })).status).toBe(204);
    await here.device.windowPc('POST', '/local/cases', finishedCase());
    await until(() => here.page.servings.length === 3);
    expect(here.page.servings).toEqual([null, { item }, null]);
  });

  it('is shown without the matter too, and until it is taken back', async () => {
    await put({});
    await here.device.windowPc('DELETE', '/local/serving');
    await until(() => here.page.servings.length === 3);
    expect(here.page.servings).toEqual([null, {}, null]);
  });

  it('is told by the window PC alone, and in words that the agent knows', async () => {
    expect((await here.device.page('PUT', '/local/serving', { item })).status).toBe(401);
    expect((await put({ name: '王' })).status).toBe(400);
  });
});
