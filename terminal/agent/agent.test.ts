import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Device } from './testing/device.ts';
import { openedDevice } from './testing/opened-device.ts';

const here = openedDevice();

describe('an agent that cannot start', () => {
  it('names the option of a taken port', async () => {
    const second = new Device();
    const port = Number(new URL(here.device.url).port);
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
