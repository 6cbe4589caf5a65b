import { describe, expect, it } from 'vitest';
import { PromptSchema } from '../../protocol/index.ts';
import { FakeClock } from '../link/testing/fake-clock.ts';
import { finishedCase, PageLink } from './testing/device.ts';
import { openedDevice, until } from './testing/opened-device.ts';

const here = openedDevice();

const handIn = (more: Parameters<typeof finishedCase>[0] = {}) =>
  here.device.windowPc('POST', '/local/cases', finishedCase(more));

describe('a case handed in by the window PC, with no hub anywhere', () => {
  it('is asked on the screen at once', async () => {
    const response = await handIn();
    expect(response.status).toBe(202);
    const { promptId } = (await response.json()) as { promptId: string };
    await until(() => here.page.prompts.length === 2);
    expect(here.page.prompts[0]).toBeNull();
    expect(PromptSchema.parse(here.page.prompts[1])).toMatchObject({
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
    const first = await (await handIn()).json();
    const again = await handIn();
    expect([again.status, await again.json()]).toEqual([202, first]);
    const other = await handIn({ event: 'refused' });
    expect([other.status, await other.json()]).toMatchObject([
      409,
      { errors: [{ path: 'recordId' }] },
    ]);
    expect(here.page.prompts.length).toBeLessThanOrEqual(2);
  });

  it('gives way to the next one, and can be withdrawn', async () => {
    await handIn();
    await handIn({ recordId: 'r-2', caseNo: 'B2' });
    expect((await here.device.windowPc('DELETE', '/local/cases/44030020261122000017')).status).toBe(
      404,
    );
    expect((await here.device.windowPc('DELETE', '/local/cases/B2')).status).toBe(204);
    await until(() => here.page.prompts.length === 4);
    expect(here.page.prompts.map((prompt) => prompt?.caseNo ?? null)).toEqual([
      null,
      '44030020261122000017',
      'B2',
      null,
    ]);
  });

  it('is refused with every error and its path', async () => {
    const { staff: _, windowNo: __, ...without } = finishedCase({ mode: 'online' });
    const response = await here.device.windowPc('POST', '/local/cases', without);
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
    const response = await handIn({ event });
    const { errors } = (await response.json()) as { errors: object[] };
    expect(response.status).toBe(422);
    expect(errors).toMatchObject([{ path: 'event', ...(rule && { rule }) }]);
  });

  it('survives a restart of the agent, and ends when the app says so', async () => {
    const { promptId } = (await (await handIn()).json()) as { promptId: string };
    await here.page.close();
    await here.device.stop();
    await here.device.start();
    here.page = await new PageLink().open(here.device.url);
    await until(() => here.page.prompts.length === 1);
    expect(here.page.prompts[0]).toMatchObject({ promptId });
    expect((await (await handIn()).json()) as object).toEqual({ promptId });
    const ended = { promptId, ending: 'rated' };
    await here.device.page('POST', '/local/heartbeat', { screen: 'thanks', pending: 1, ended });
    await until(() => here.page.prompts.length === 2);
    expect(here.page.prompts[1]).toBeNull();
  });
});

describe('time', () => {
  it('ends a prompt, silences a screen, and pings', async () => {
    const clock = new FakeClock();
    await here.page.close();
    await here.device.stop();
    await here.device.start({ promptShowSeconds: 60 }, { clock });
    here.page = await new PageLink().open(here.device.url);
    await handIn();
    const beat = { screen: 'prompt', pending: 3, future: 'field' };
    expect((await here.device.page('POST', '/local/heartbeat', beat)).status).toBe(204);
    expect(await status()).toMatchObject({ screen: { alive: true }, pending: 3 });
    await clock.pass(60_000);
    await until(() => here.page.prompts.length === 3 && here.page.events.includes('ping'));
    expect(here.page.prompts[2]).toBeNull();
    await clock.pass(30_000);
    expect(await status()).toMatchObject({ screen: { alive: false }, prompt: null });
  });

  it('that was set back does not bring an old prompt to life', async () => {
    const clock = new FakeClock();
    await here.page.close();
    await here.device.stop();
    await here.device.start({}, { clock });
    await handIn();
    await here.device.stop();
    clock.jump(-86_400_000);
    await here.device.start({}, { clock });
    here.page = await new PageLink().open(here.device.url);
    await until(() => here.page.prompts.length === 1);
    expect(here.page.prompts[0]).toBeNull();
  });

  const status = async () => (await here.device.call('GET', '/local/status')).json();
});
