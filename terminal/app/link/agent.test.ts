import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeClock } from '../../link/testing/fake-clock.ts';
import { AgentLine } from './agent.ts';

class QuietEvents {
  addEventListener(): void {}
  close(): void {}
}

let clock: FakeClock;
let line: AgentLine;
let vitals = { screen: 'idle', pending: 0 };
let told: unknown[];

beforeEach(() => {
  told = [];
  vitals = { screen: 'idle', pending: 0 };
  vi.stubGlobal('EventSource', QuietEvents);
  vi.stubGlobal('fetch', async (_path: string, { body }: { body: string }) => {
    told.push(JSON.parse(body));
    return new Response(null, { status: 204 });
  });
  clock = new FakeClock();
  const listener = {
    onPrompt: () => {},
    onServing: () => {},
    onKey: () => {},
    onKeypad: () => {},
    onHidKeys: () => {},
    onEdition: () => {},
    onBack: () => {},
    onRestarts: () => {},
  };
  line = new AgentLine({ clock, ...listener, vitals: () => vitals });
  line.start();
});

afterEach(() => {
  line.stop();
  vi.unstubAllGlobals();
});

describe('what the agent hears of the screen', () => {
  it('comes each half minute', async () => {
    await clock.pass(60_000);
    expect(told).toHaveLength(3);
  });

  it('comes at once when it changed, several changes together, and delays the next half minute', async () => {
    vitals = { screen: 'chosen', pending: 0 };
    line.news();
    await clock.pass(100);
    vitals = { screen: 'chosen', pending: 1 };
    line.news();
    await clock.pass(200);
    expect(told.slice(1)).toEqual([{ screen: 'chosen', pending: 1 }]);
    await clock.pass(29_900);
    expect(told).toHaveLength(2);
    await clock.pass(100);
    expect(told).toHaveLength(3);
  });

  it('does not come again when nothing changed', async () => {
    line.news();
    await clock.pass(1_000);
    expect(told).toHaveLength(1);
  });

  it('ends with the line', async () => {
    vitals = { screen: 'chosen', pending: 1 };
    line.news();
    line.stop();
    await clock.pass(60_000);
    expect(told).toHaveLength(1);
  });
});
