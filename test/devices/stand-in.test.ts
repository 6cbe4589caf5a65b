import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Level, PromptEnding } from '../../protocol/index.ts';
import { OldWindowPc } from '../../simulator/index.ts';
import { until } from '../until.ts';
import { Counter } from './counter.ts';

const pc = { current: new OldWindowPc() };
let counter: Counter;
let tcp: number;
let udp: number;

beforeEach(async () => {
  pc.current = new OldWindowPc();
  counter = new Counter();
  const none = { keypadProfile: '', keypadPort: '' };
  await counter.start({ ...none, standInTcpPort: 0, standInUdpPort: 0, windowNo: 'A01' });
  await counter.listen();
  ({ tcp, udp } = (await counter.status()).standIn);
});

afterEach(async () => {
  pc.current.close();
  await counter.close();
});

const prompts = () =>
  counter.heard.filter(({ event }) => event === 'prompt').map(({ data }) => data.prompt);
const untilAsked = (caseNo: RegExp) =>
  until(`a prompt of ${caseNo}`, () => {
    const prompt = prompts().at(-1);
    return prompt !== null && caseNo.test(prompt?.caseNo) && prompt;
  });

/** What the page tells its agent of what happened before it. */
function pageSays(news: {
  screen: string;
  ended?: { promptId: string; ending: PromptEnding; level?: Level };
}): Promise<Response> {
  return fetch(`${counter.url}/local/heartbeat`, {
    method: 'POST',
    headers: { connection: 'close', 'content-type': 'application/json', origin: counter.url },
    body: JSON.stringify({ pending: 0, ...news }),
  });
}

describe('our terminal in place of an Android evaluator', () => {
  it('by USB: is logged in, asks, and answers the poll with what the citizen pressed', async () => {
    const { current } = pc;
    expect(await current.say('S04||S01|name,姓名,王丽|jobNum,工号,S01||E', tcp)).toBe('RecvCmdOK');
    expect(await current.say('S96||A017,户籍||E', tcp)).toBe('RecvCmdOK');
    expect(await current.say('S02E', tcp)).toBe('RecvCmdOK');
    const prompt = await untilAsked(/^PJ-\d{8}-A01-A017$/);
    expect(prompt).toMatchObject({
      staff: { staffNo: 'S01', name: '王丽' },
      serviceWindow: { windowNo: 'A01' },
      item: { name: '户籍' },
    });
    expect(await current.say('SE', tcp)).toBe('');
    const { promptId } = prompt;
    await pageSays({ screen: 'thanks', ended: { promptId, ending: 'rated', level: 2 } });
    expect(await current.say('SE', tcp)).toMatch(
      /^S02\|\|S01\|\|3\|\|NULL\|\|\d+\|\|\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\|\|.*E$/,
    );
    expect(await current.say('SE', tcp)).toBe('');
  });

  it('on the LAN: says what it did, and the answer by itself', async () => {
    const { current } = pc;
    for (const command of ['S95E', 'S04S01E', 'S02E']) {
      current.send(command, udp);
      await until(command, () => current.heard.includes(`${command.slice(0, 3)}OK`));
    }
    const { promptId } = await untilAsked(/^PJ-/);
    await pageSays({ screen: 'thanks', ended: { promptId, ending: 'rated', level: 5 } });
    await until('the answer', () => current.heard.at(-1)?.startsWith('S02||S01||0||'));
  });

  it('for a queue caller: takes its JSON and tells the key', async () => {
    const { current } = pc;
    const call = (command: string, more: object = {}) =>
      current.send(JSON.stringify({ command, ...more }), udp);
    call('login', { sno: 'S02' });
    call('call', { number: 18, servicename: '社保' });
    call('apprise');
    const { promptId } = await untilAsked(/-18$/);
    await pageSays({ screen: 'thanks', ended: { promptId, ending: 'rated', level: 1 } });
    await until('the key', () => current.heard.length === 4);
    expect(current.heard).toEqual([...Array(3).fill('{"succ":"0"}'), '{"appriseresult":"4"}']);
  });

  it('invents nothing: who does not rate is not answered for (SZ-04)', async () => {
    const { current } = pc;
    await current.say('S04||S01||E', tcp);
    await current.say('S02E', tcp);
    const { promptId } = await untilAsked(/^PJ-/);
    await pageSays({ screen: 'notRated', ended: { promptId, ending: 'timedOut' } });
    expect(await current.say('SE', tcp)).toBe('');
  });

  it('waits for the rating that is under way, and asks nothing of its own', async () => {
    const { current } = pc;
    await pageSays({ screen: 'asking' });
    expect(await current.say('S02E', tcp)).toBe('RecvCmdOK');
    const promptId = '7b1c1a52-3c0f-4d3e-9d7f-0c9a54f1f2aa';
    await pageSays({ screen: 'thanks', ended: { promptId, ending: 'rated', level: 4 } });
    expect(await current.say('SE', tcp)).toMatch(/^S02\|\|\|\|1\|\|/);
    expect(prompts()).toEqual([null]);
  });

  it('does not say that it did what it cannot do', async () => {
    const { current } = pc;
    expect(await current.say('S02E', tcp)).toBe('');
    expect(await current.say('S04||not a number|||||E', tcp)).toBe('');
    expect(await current.say('S77||1||E', tcp)).toBe('');
    await current.say('S04||S01||E', tcp);
    expect(await current.say('S03E', tcp)).toBe('RecvCmdOK');
    expect(await current.say('S02E', tcp)).toBe('');
    expect(await current.say('S25E', tcp)).toBe('RecvCmdOK');
    expect(await current.say('S02E', tcp)).toBe('RecvCmdOK');
  });

  it('outlives noise, half a command and a flood of bytes', async () => {
    const { current } = pc;
    for (const junk of ['\0\0', '{"command":', '{"command":"praise"}', 'S0']) {
      current.send(junk, udp);
    }
    const flood = connect({ host: '127.0.0.1', port: tcp }).on('error', () => {});
    flood.write('S04||'.padEnd(200_000, 'x'));
    await new Promise((resolve) => flood.once('close', resolve).resume());
    expect(await current.say('S95E', tcp)).toBe('RecvCmdOK');
  });
});
