import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { refusalOf } from '../../protocol/index.ts';
import { digestOf, MemoryOutbox } from './index.ts';
import { FakeClock } from './testing/fake-clock.ts';
import { body, LinkedTerminal } from './testing/linked-terminal.ts';
import { refused, ScriptedHub, stored } from './testing/scripted-hub.ts';

let hub: ScriptedHub;
let terminal: LinkedTerminal;

beforeEach(async () => {
  hub = await new ScriptedHub().start();
  terminal = await LinkedTerminal.at(hub.url);
});

afterEach(async () => {
  await terminal.link.stop();
  await hub.stop();
});

const until = (condition: () => boolean) =>
  vi.waitFor(() => expect(condition()).toBe(true), { timeout: 10_000, interval: 5 });

async function connect(): Promise<void> {
  terminal.link.start();
  await until(() => terminal.connected);
}

describe('the link', () => {
  it('says birth, then hello, and goodbye when it is stopped', async () => {
    await connect();
    expect(hub.presences.map(({ state }) => state)).toEqual(['online']);
    expect(hub.hellos).toMatchObject([{ pending: 0, highestSeq: 0, clockOffsetMs: null }]);
    await terminal.link.stop();
    await until(() => hub.presences.length === 2);
    expect(hub.presences[1]?.state).toBe('offline');
    expect(terminal.link.status).toEqual({ state: 'stopped' });
    expect(terminal.clock.waiting).toBe(0);
  });

  it('sends what is released and settles it by the receipt', async () => {
    await connect();
    const eventId = await terminal.rate();
    await until(() => terminal.settled.length === 1);
    expect(terminal.settled[0]).toMatchObject({ outcome: 'stored', eventId });
    expect(await terminal.outbox.counts()).toEqual({ pending: 0, refused: 0, highestSeq: 1 });
  });

  it('keeps a row without a receipt, PUBACK or not, and resends the same bytes after 10 s', async () => {
    hub.answer = () => 'silence';
    await connect();
    await terminal.rate();
    await until(() => hub.payloads.length === 1);
    await terminal.clock.pass(9_900);
    expect(hub.payloads).toHaveLength(1);
    expect((await terminal.outbox.counts()).pending).toBe(1);
    hub.answer = ({ eventId }) => [stored(eventId, true)];
    terminal.clock.jump(-86_400_000);
    await terminal.clock.pass(200);
    await until(() => terminal.settled.length === 1);
    expect(hub.payloads).toHaveLength(2);
    expect(hub.payloads[1]).toBe(hub.payloads[0]);
    expect((await terminal.outbox.counts()).pending).toBe(0);
  });

  it('resends the same bytes over a new connection', async () => {
    hub.answer = () => 'silence';
    await connect();
    await terminal.rate();
    await until(() => hub.payloads.length === 1);
    hub.cut();
    await until(() => terminal.link.status.state === 'waiting');
    hub.answer = ({ eventId }) => [stored(eventId)];
    await terminal.clock.pass(3_000);
    await until(() => terminal.settled.length === 1);
    expect(new Set(hub.payloads).size).toBe(1);
  });

  it('tells of a receipt once, however often the hub repeats it', async () => {
    hub.answer = ({ eventId }) => [stored(eventId), stored(eventId, true)];
    await connect();
    const eventId = await terminal.rate();
    await until(() => terminal.settled.length === 1);
    hub.sendReceipts('t-01', [stored(eventId, true)]);
    await terminal.rate('A2');
    await until(() => terminal.settled.length === 2);
    expect(terminal.settled.map((entry) => entry.eventId)).toContain(eventId);
    expect(new Set(terminal.settled.map((entry) => entry.eventId)).size).toBe(2);
  });

  it('puts a refused row on the shelf and never sends it again', async () => {
    hub.answer = ({ eventId }) => [refused(eventId)];
    await connect();
    await terminal.rate();
    await until(() => terminal.settled.length === 1);
    await terminal.clock.pass(60_000);
    expect(hub.payloads).toHaveLength(1);
    expect(await terminal.outbox.counts()).toEqual({ pending: 0, refused: 1, highestSeq: 1 });
  });

  it('knows a refusal without an event id by the digest of what it sent', async () => {
    hub.answer = () => 'silence';
    await connect();
    const eventId = await terminal.rate();
    await until(() => hub.payloads.length === 1);
    const digest = await digestOf(new TextEncoder().encode(hub.payloads[0]));
    hub.sendReceipts('t-01', [refused(null, 'another'), refused(null, digest)]);
    await until(() => terminal.settled.length === 1);
    expect(terminal.settled[0]).toMatchObject({ outcome: 'refused', eventId });
  });

  it('has at most 64 ratings under way', async () => {
    hub.answer = () => 'silence';
    for (let n = 0; n < 100; n++) await terminal.rate(`A${n}`);
    await connect();
    await until(() => hub.payloads.length === 64);
    const seqs = hub.payloads.map((payload) => JSON.parse(payload).seq);
    expect(seqs).toEqual(Array.from({ length: 64 }, (_, i) => i + 1));
    hub.answer = ({ eventId }) => [stored(eventId)];
    await terminal.clock.pass(10_000);
    await until(() => terminal.settled.length === 100);
    expect(new Set(hub.payloads.map((payload) => JSON.parse(payload).eventId)).size).toBe(100);
  });

  it('releases a held row when its time is over, not before', async () => {
    await connect();
    const { link, outbox, clock } = terminal;
    const tap = link.tap();
    const eventId = link.newEventId();
    await outbox.hold({ eventId, body: body('A1', 2), tap, heldUntil: tap.deviceTime + 8_000 });
    link.wake();
    clock.jump(-3_600_000);
    await clock.pass(7_900);
    expect(hub.payloads).toHaveLength(0);
    await clock.pass(200);
    await until(() => terminal.settled.length === 1);
  });
});

describe('a device with a wrong clock', () => {
  const hubTime = Date.parse('2026-11-22T09:30:00+08:00');

  it('says by the offset when the citizen really tapped', async () => {
    hub.hubTime = () => hubTime + 1_000;
    const clock = new FakeClock(hubTime - 86_400_000);
    terminal = await LinkedTerminal.at(hub.url, { clock });
    await clock.pass(1_000);
    await terminal.rate();
    await connect();
    await until(() => hub.payloads.length === 1);
    expect(realTime(hub.payloads[0])).toBe(hubTime + 1_000);
  });

  it('is not misled when the clock is set between tap and sending', async () => {
    await terminal.rate();
    await terminal.clock.pass(5_000);
    terminal.clock.jump(3 * 86_400_000);
    hub.hubTime = () => hubTime + 5_000;
    await connect();
    await until(() => hub.payloads.length === 1);
    expect(realTime(hub.payloads[0])).toBe(hubTime);
  });

  it('keeps the note of the tap when the device was started anew meanwhile', async () => {
    const outbox = new MemoryOutbox();
    const before = await LinkedTerminal.at(hub.url, {
      outbox,
      bootId: '22222222-2222-4222-8222-222222222222',
      lastKnownOffsetMs: 7_000,
    });
    await before.rate();
    terminal = await LinkedTerminal.at(hub.url, {
      outbox,
      clock: new FakeClock(hubTime + 600_000),
    });
    await connect();
    await until(() => hub.payloads.length === 1);
    expect(realTime(hub.payloads[0])).toBe(hubTime + 7_000);
    expect(JSON.parse(hub.payloads[0] ?? '')).toMatchObject({
      bootId: '22222222-2222-4222-8222-222222222222',
    });
  });

  function realTime(payload: string | undefined): number {
    const { deviceTime, clockOffsetMs } = JSON.parse(payload ?? '{}');
    return Date.parse(deviceTime) + clockOffsetMs;
  }
});

describe('prompts', () => {
  const prompt = {
    promptId: 'c0b7b4c0-1a5c-4e7a-8d1d-3b5d4b1f6a02',
    invitationId: null,
    caseNo: 'A1',
    stage: 'completion',
    item: { itemCode: 'I1', name: '居住证办理' },
    serviceWindow: null,
    staff: null,
    issuedAt: '2026-11-22T09:30:00.000+08:00',
    showUntil: '2026-11-22T09:40:00.000+08:00',
    lastDay: null,
  } as const;

  it('are told when they change, not with each hello', async () => {
    hub.prompt = prompt;
    await connect();
    await until(() => terminal.prompts.length === 1);
    await terminal.clock.pass(30_000);
    await until(() => hub.hellos.length === 2);
    hub.sendPrompt('t-01', null);
    await until(() => terminal.prompts.length === 2);
    expect(terminal.prompts).toEqual([prompt, null]);
  });

  it('for another terminal are not shown, and the hub hears why', async () => {
    await connect();
    hub.send('t-01', 'prompt', { terminalId: 't-02', prompt });
    hub.sendPrompt('t-01', prompt);
    await until(() => terminal.prompts.length === 2);
    expect(terminal.prompts).toEqual([null, prompt]);
    await until(() => hub.reports.length === 1);
    const detail = refusalOf('wrongTerminal').detail;
    expect(hub.reports[0]).toMatchObject({ promptId: null, ending: 'refused', detail });
  });

  it('that cannot be read are reported with the reason', async () => {
    hub.prompt = { ...prompt, caseNo: '' };
    await connect();
    await until(() => hub.reports.length === 1);
    const { promptId } = prompt;
    const detail = expect.stringContaining('prompt.caseNo: ');
    expect(hub.reports[0]).toMatchObject({ promptId, ending: 'refused', detail });
  });

  it('that ended while the hub was away are reported when it is back', async () => {
    terminal.link.report(prompt.promptId, 'declined');
    await connect();
    await until(() => hub.reports.length === 1);
    expect(hub.reports[0]).toMatchObject({ promptId: prompt.promptId, ending: 'declined' });
  });
});
