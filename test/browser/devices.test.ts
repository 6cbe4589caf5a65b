import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BUILT_IN_PROFILES } from '../../protocol/serial/index.ts';
import { SerialEvaluator, waitUntil } from '../../simulator/index.ts';
import { systemClock } from '../../terminal/link/index.ts';
import { provideSocat } from '../devices/socat.ts';
import { launchChromium } from './chromium.ts';
import { Stage } from './stage.ts';
import { UNHURRIED } from './timed-store.ts';

let browser: Browser;
let stage: Stage;
let keypad: SerialEvaluator;
const folder = mkdtempSync(join(tmpdir(), 'haochaping-keypad-'));

beforeAll(async () => {
  provideSocat();
  const path = join(folder, 'keypad');
  const [profile] = BUILT_IN_PROFILES;
  if (profile === undefined) throw new Error('no profile');
  keypad = new SerialEvaluator({ profile, path, clock: systemClock });
  await keypad.plug();
  browser = await launchChromium();
  const hidKeys = { F1: '1', F2: '2', F3: '3', F4: '4', F5: '5', F10: 'confirm' } as const;
  const settings = { keypadProfile: 'open', keypadPort: path, hidKeys };
  stage = await Stage.open(browser, { timings: UNHURRIED, ...settings });
});

afterAll(async () => {
  await stage.close();
  await browser.close();
  await keypad.close();
  rmSync(folder, { recursive: true });
});

const NAMES = { 5: '非常满意', 4: '满意', 3: '基本满意', 2: '不满意', 1: '非常不满意' } as const;

/** Which view the agent hears that the screen draws. */
async function shown(): Promise<string> {
  return (await stage.status()).screen.heartbeat.screen;
}

/** What is pressed in the first instant of a screen belonged to the one before: people press again. */
async function pressUntil(
  what: string,
  press: () => Promise<void>,
  isSo = async () => (await shown()) === what,
): Promise<void> {
  await stage.patiently(what, async () => {
    await press();
    return waitUntil(systemClock, 700, isSo, 20);
  });
}

async function pressUntilThanked(press: () => Promise<void>): Promise<void> {
  await pressUntil('thanks', press, () => stage.hasThanked());
  await stage.untilThanked();
}

const untilAsked = () => stage.patiently('an asking', async () => (await shown()) === 'asking');

async function untilThanked(): Promise<void> {
  await stage.untilThanked();
  await stage.page.getByText('感谢您的评价').waitFor({ state: 'hidden' });
}

describe('a keypad beside the screen', () => {
  it('SZ-10: gives each of the five levels by serial, and the ratings say so', async () => {
    for (const level of [5, 4, 3, 2, 1] as const) {
      await stage.world.report({ caseNo: `S-${level}` });
      await untilAsked();
      await pressUntil('chosen', () => keypad.press(level));
      await pressUntilThanked(() => keypad.press('confirm'));
    }
    const rows = await stage.untilReceipted();
    const given = rows.map(({ body }) => [body.caseNo, body.level, body.input]);
    expect(given.sort()).toEqual([1, 2, 3, 4, 5].map((level) => [`S-${level}`, level, 'serial']));
  });

  it('SZ-10: gives each of the five levels by HID, whose keys are those of the settings', async () => {
    for (const place of [1, 2, 3, 4, 5]) {
      await stage.world.report({ caseNo: `H-${6 - place}` });
      await untilAsked();
      await pressUntil('chosen', () => stage.page.keyboard.press(`F${place}`));
      await pressUntilThanked(() => stage.page.keyboard.press('F10'));
    }
    const rows = (await stage.untilReceipted()).filter(({ body }) => /^H-/.test(body.caseNo));
    const given = rows.map(({ body }) => [body.caseNo, body.level, body.input]);
    expect(given.sort()).toEqual([1, 2, 3, 4, 5].map((level) => [`H-${level}`, level, 'key']));
  });

  it('reports a key that its driver does not know, and never a level of it', async () => {
    const before = (await stage.outbox()).length;
    await keypad.pressUnknown();
    await stage.patiently('the hub knows', async () => {
      const { body } = await stage.world.admin('GET', '/api/terminals');
      return body[0].unknownKeys?.count === 1 && body[0].unknownKeys.lastCode === 'ee';
    });
    expect(await stage.outbox()).toHaveLength(before);
  });

  it('is said to be lost, on the screen and at the hub, and the screen goes on', async () => {
    await keypad.unplug();
    await stage.page.getByText('按键暂不可用').waitFor();
    await stage.patiently('the hub knows', async () => {
      const { body } = await stage.world.admin('GET', '/api/terminals');
      return body[0].keypad === 'lost' && body[0].screen === 'alive';
    });
    await stage.world.report({ caseNo: 'T-1' });
    await stage.tap(NAMES[3]);
    await stage.submit();
    await untilThanked();
    await keypad.plug();
    await stage.page.getByText('按键暂不可用').waitFor({ state: 'hidden' });
  });
});

describe('the example of a window PC', () => {
  it('hands a case in with the local key, and the screen asks', async () => {
    const pc = await stage.page.context().newPage();
    const errors: string[] = [];
    pc.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
    await pc.goto(`${stage.agentUrl}/local/example`);
    await pc.locator('input').fill(stage.agentKey);
    await pc.getByRole('button').click();
    await pc.getByText('promptId').waitFor();
    await pc.close();
    expect(errors).toEqual([]);
    await stage.tap(NAMES[4]);
    await stage.submit();
    await untilThanked();
  });
});
