import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { findChromium as findInstalled } from '../../terminal/agent/index.ts';
import { installByApt } from '../apt.ts';

/** Quiet and alone: no first-run pages, no traffic of its own, no leftovers of another run. */
export const CHROMIUM_FLAGS = [
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
];

/** An installed Chromium or Chrome, or `undefined`. `CHROMIUM_PATH` overrides the search. */
export function findChromium(): string | undefined {
  const wish = process.env.CHROMIUM_PATH;
  if (wish) return wish;
  const own = chromium.executablePath();
  return findInstalled(process.env.PATH) ?? (existsSync(own) ? own : undefined);
}

/** Finds Chromium, or installs it: by apt as root, else Playwright's own build. Throws when neither works. */
export function provideChromium(): string {
  const installed = findChromium();
  if (installed !== undefined) return installed;
  const tried = [byApt, byPlaywright].map((install) => install());
  const found = findChromium();
  if (found !== undefined) return found;
  throw new Error(
    'The browser stories need Chromium or Chrome, and none could be installed:\n' +
      `${tried.filter(Boolean).join('\n')}\n` +
      'Install one, or name it in CHROMIUM_PATH.',
  );
}

/**
 * Chromium with an empty profile of its own. Where its headless shell is installed it is that: the
 * same engine without the window around the page, whose toolbar costs as much as the page.
 */
export function launchChromium(): Promise<Browser> {
  const executablePath = findShell() ?? provideChromium();
  return chromium.launch({ executablePath, args: CHROMIUM_FLAGS });
}

/** With all that belongs to a window, as a kiosk has it; its shell keeps no screen awake. */
export function launchWholeChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: provideChromium(), args: CHROMIUM_FLAGS });
}

/** Installs the headless shell where that is easy; without it stories only take longer. */
export function provideShell(): void {
  if (findShell() === undefined && process.env.CHROMIUM_PATH === undefined) {
    installByApt("Chromium's headless shell", ['chromium-headless-shell']);
  }
}

function findShell(): string | undefined {
  if (process.env.CHROMIUM_PATH !== undefined) return undefined;
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  return folders.map((folder) => join(folder, 'chromium-headless-shell')).find(existsSync);
}

function byApt(): string {
  return installByApt('Chromium', ['chromium', 'fonts-noto-cjk']);
}

function byPlaywright(): string {
  if (findChromium() !== undefined) return '';
  say("Downloading Playwright's own Chromium …");
  const command = join(import.meta.dirname, '../../node_modules/playwright-core/cli.js');
  const done = spawnSync(process.execPath, [command, 'install', 'chromium'], { encoding: 'utf8' });
  return done.status === 0 ? '' : `playwright-core install chromium: ${done.stderr}`;
}

function say(words: string): void {
  process.stdout.write(`${words}\n`);
}
