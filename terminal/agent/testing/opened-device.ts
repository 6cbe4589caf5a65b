import { afterEach, beforeEach, expect, vi } from 'vitest';
import { Device, PageLink } from './device.ts';

/** For each test of a file: a device whose agent runs, and a page that listens to it. */
export function openedDevice() {
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
  return {
    get device() {
      return device;
    },
    get page() {
      return page;
    },
    /** One that was opened in its place, after a restart. */
    set page(opened: PageLink) {
      page = opened;
    },
  };
}

export const until = (condition: () => boolean) =>
  vi.waitFor(() => expect(condition()).toBe(true), { timeout: 10_000, interval: 5 });
