import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  freePort,
  HubApi,
  HubProcess,
  Recorder,
  Replay,
  readScenario,
  recordingOf,
  runScenario,
  ScenarioNeeds,
  scenarioText,
  scriptOf,
} from '../simulator/index.ts';
import { systemClock } from '../terminal/link/index.ts';
import { provideSocat } from './devices/socat.ts';

const clock = systemClock;

function scenario(name: string, change: (text: string) => string = (text) => text) {
  const read = readScenario(change(scenarioText(name) ?? ''));
  if (!read.ok) throw new Error(JSON.stringify(read.flaws));
  return read.scenario;
}

const failuresOf = (report: Awaited<ReturnType<typeof runScenario>>) =>
  report.steps.filter(({ outcome }) => outcome !== 'done');

describe('scenarios against a hub in test mode that is there', () => {
  let folder: string;
  let process: HubProcess;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'haochaping-scenarios-'));
    const ports = { httpPort: await freePort(), mqttPort: await freePort() };
    const more = () => ['--test-mode', '--log-megabytes', '1'];
    process = new HubProcess({ dataFolder: join(folder, 'hub'), clock, more, ...ports });
    await process.start();
  });
  afterAll(async () => {
    await process.stop();
    await rm(folder, { recursive: true });
  });

  const hub = () => ({ hubUrl: process.url, account: process.administrator });

  it.each(['window-visit', 'power-cut', 'late-tap'])('%s passes', async (name) => {
    const report = await runScenario(scenario(name), { clock, hub: hub() });
    expect(failuresOf(report)).toEqual([]);
    expect(report.passed).toBe(true);
  });

  it('leave the hub as it was: no hall, no terminal, no key', async () => {
    const api = new HubApi(hub());
    const { halls } = await api.call<{ halls: unknown[] }>('GET', '/api/directory');
    expect(halls).toEqual([]);
    const terminals = await api.call<{ status: string }[]>('GET', '/api/terminals');
    expect(new Set(terminals.map(({ status }) => status))).toEqual(new Set(['revoked']));
  });

  it('fail where something else happens, and skip what comes after', async () => {
    const wrong = scenario('window-visit', (text) =>
      text.replace(
        '"step": "expect-rating"',
        '"within": 1, "standing": "refused", "step": "expect-rating"',
      ),
    );
    const report = await runScenario(wrong, { clock, hub: hub() });
    expect(report.passed).toBe(false);
    expect(failuresOf(report)).toMatchObject([
      { no: 4, outcome: 'failed', detail: expect.stringContaining('the hub has 5 counted') },
      { no: 5, outcome: 'skipped' },
      { no: 6, outcome: 'skipped' },
    ]);
  });

  it('are recorded without personal data, and replayed with the same receipts', async () => {
    const file = join(folder, 'exchange.jsonl');
    const mqtt = { host: '127.0.0.1', port: process.mqttPort };
    const roads = { hubUrl: process.url, mqtt, httpPort: 0, mqttPort: 0 };
    const recorder = new Recorder({ ...roads, file, personal: false, clock });
    const { url } = await recorder.start();
    const written = scenario('window-visit', (text) =>
      text.replace('"level": 5', '"text": "我叫李雷", "level": 5'),
    );
    const report = await runScenario(written, { clock, hub: { ...hub(), hubUrl: url } });
    await recorder.stop();
    expect(failuresOf(report)).toEqual([]);
    const text = await readFile(file, 'utf8');
    expect(text).not.toContain('李雷');
    const script = scriptOf(recordingOf(text));
    expect(script.cues.map((cue) => cue.cue)).toContain('case');
    const settings = { hub: hub(), speed: 100, testCases: false, clock };
    const replayed = await new Replay(script, settings).run();
    expect(replayed).toMatchObject({ terminals: 1, ratings: 1, same: 1, different: [], left: 0 });
  });

  it('are refused before anything begins when they would have to kill it', async () => {
    const refused = runScenario(scenario('hub-away'), { clock, hub: hub() });
    await expect(refused).rejects.toThrow(ScenarioNeeds);
    await expect(refused).rejects.toThrow('step 3 (kill-hub) needs a hub of its own');
  });
});

describe('a scenario with a hub of its own', () => {
  it('loses nothing while that is killed, at a screen and at a keypad on a real port', async () => {
    provideSocat();
    const report = await runScenario(scenario('hub-away'), { clock });
    expect(failuresOf(report)).toEqual([]);
  });
});
