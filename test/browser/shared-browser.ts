import { type Browser, type BrowserServer, chromium } from 'playwright-core';
import { inject } from 'vitest';
import { CHROMIUM_FLAGS, provideChromium } from './chromium.ts';

declare module 'vitest' {
  interface ProvidedContext {
    browser: string;
  }
}

/** One Chromium for all stories: to start one costs as much as a story. */
export function serveBrowser(): Promise<BrowserServer> {
  return chromium.launchServer({
    executablePath: provideChromium(),
    args: CHROMIUM_FLAGS,
    host: '127.0.0.1',
  });
}

/**
 * That Chromium. Its contexts are a story's own, as in one that was started for it; to close it
 * closes them and leaves the others alone.
 */
export function openBrowser(): Promise<Browser> {
  return chromium.connect(inject('browser'));
}
