import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '../../protocol/index.ts';
import type { Behaviour } from '../behaviours/behaviour.ts';
import { DriftingClock } from '../behaviours/drifting-clock.ts';
import { staffMember } from '../cases.ts';
import { WAITING } from '../citizen.ts';
import { SimulatedHall } from '../hall.ts';
import { HubApi, type HubApiOptions } from '../hub-api.ts';
import { KeypadDesk } from '../parties/keypad-desk.ts';
import { KioskApp } from '../parties/kiosk-app.ts';
import { TerminalDevice } from '../parties/terminal-device.ts';
import { WindowPc } from '../parties/window-pc.ts';
import { waitUntil } from '../patience.ts';
import { OwnHub, type Receiver } from './own-hub.ts';
import type { Scenario } from './scenario.ts';

export type Evaluator = TerminalDevice | KeypadDesk;

export interface StageOptions {
  scenario: Scenario;
  clock: Clock;
  /** A hub that is there; without one the scenario has a hub of its own. */
  hub?: HubApiOptions;
  /** Its cases are kept out of every figure, for the hub is one of production. */
  testCases: boolean;
}

/** So impatient that what is broken is found and mended within the second. */
const POLICY = {
  backoff: { baseMs: 50, capMs: 400, spreadMs: 50, signMs: 50, refusedMs: 400, stableMs: 1_000 },
  helloMs: 500,
  welcomeMs: 1_000,
};
const MEETING_MS = 20_000;

/** Everybody who plays in one run of a scenario, and where they stand. */
export class Stage {
  readonly hub: HubApi;
  readonly hubUrl: string;
  readonly own: OwnHub | null;
  readonly testCases: boolean;
  readonly runId = randomBytes(3).toString('hex');
  /** Of every device and window PC; time that passes at the hub passes here. */
  readonly clock: DriftingClock;
  readonly evaluators = new Map<string, Evaluator>();
  readonly windowPcs = new Map<string, WindowPc>();
  readonly kiosks = new Map<string, KioskApp>();
  readonly behaviours = new Map<string, Behaviour>();
  hotlineKey = '';
  private readonly scenario: Scenario;
  private readonly folder: string;
  private readonly hall: SimulatedHall;
  private failed: unknown = null;

  private constructor(
    { scenario, clock, hub, testCases }: StageOptions,
    parts: { own: OwnHub | null; folder: string },
  ) {
    this.scenario = scenario;
    this.own = parts.own;
    this.folder = parts.folder;
    this.testCases = testCases;
    this.clock = new DriftingClock(clock);
    const process = parts.own?.process;
    const access = hub ?? {
      hubUrl: process?.url ?? '',
      ...(process && { account: process.administrator }),
    };
    this.hubUrl = access.hubUrl;
    this.hub = new HubApi(access);
    const hallId = `SIM-${this.runId}`;
    const places = scenario.windows.map(({ window: windowNo }, n) => ({
      ...{ hallId, windowNo, staff: staffMember(8_000 + n) },
    }));
    this.hall = new SimulatedHall({ hub: this.hub, hallId, systemId: `sim-${this.runId}`, places });
  }

  /** Resolves when everybody stands there and the hub has met them. */
  static async open(options: StageOptions): Promise<Stage> {
    const { scenario, clock, hub } = options;
    const own = hub === undefined ? await OwnHub.start(scenario.receivers, clock) : null;
    const folder = await mkdtemp(join(tmpdir(), 'haochaping-stage-'));
    const stage = new Stage(options, { own, folder });
    try {
      await stage.furnish();
      return stage;
    } catch (cause) {
      await stage.close();
      throw cause;
    }
  }

  async close(): Promise<void> {
    await Promise.all([...this.evaluators.values()].map((one) => one.stop()));
    // A hub of its own goes with its folder; another one is left as it was.
    if (this.own === null) await this.hall.close();
    else await this.own.close();
    await rm(this.folder, { recursive: true, force: true });
  }

  /** The number of a case in this run. */
  caseNo(alias: string): string {
    return `${this.runId}-${alias}`;
  }

  /** Waits until `look` finds something; `otherwise` says what was there instead. */
  async until<T>(
    withinSeconds: number,
    look: () => Promise<T | null> | T | null,
    otherwise: () => string,
  ): Promise<T> {
    let found: T | null = null;
    const look1 = async () => {
      if (this.failed !== null) throw this.failed;
      found = await look();
      return found !== null;
    };
    if (await waitUntil(this.clock, withinSeconds * 1_000, look1)) return found as T;
    throw new Error(`not within ${withinSeconds} s: ${otherwise()}`);
  }

  receiver(name: Receiver) {
    const party = this.own?.receivers.get(name);
    if (party === undefined) throw new Error(`there is no ${name}`);
    return party;
  }

  private async furnish(): Promise<void> {
    if (this.own === null && !this.testCases) await this.meetClock();
    const systemKey = await this.hall.open();
    if (this.scenario.receivers.includes('hotline')) {
      const system = { systemId: `hotline-${this.runId}`, name: '模拟 12345', kind: 'hotline' };
      this.hotlineKey = await this.hall.admit(system);
    }
    const { windows, kiosks } = this.scenario;
    await Promise.all([
      ...windows.map((one) => this.placeWindow(one, systemKey)),
      ...kiosks.map((one) => this.placeKiosk(one, systemKey)),
    ]);
  }

  /** Much may have passed at a hub in test mode before. */
  private async meetClock(): Promise<void> {
    const path = '/api/test-mode/clock';
    const { aheadMs } = await this.hub.call<{ aheadMs: number }>('GET', path);
    this.clock.set(aheadMs);
  }

  private async placeWindow(
    { window, evaluator }: Scenario['windows'][number],
    systemKey: string,
  ): Promise<void> {
    const { hubUrl } = this;
    let agent: { url: string; localKey: string } | null = null;
    if (evaluator === 'terminal') await this.placeTerminal(window, 'evaluator');
    if (evaluator === 'keypad') {
      const folder = join(this.folder, window);
      const onCode = this.approver(window, window);
      const desk = new KeypadDesk({ hubUrl, folder, driver: 'open', clock: this.clock, onCode });
      this.evaluators.set(window, desk);
      await desk.start();
      agent = desk.address;
    }
    this.windowPcs.set(window, new WindowPc({ hubUrl, systemKey, ...(agent && { agent }) }));
  }

  private async placeKiosk({ kiosk }: { kiosk: string }, systemKey: string): Promise<void> {
    const { hubUrl, hall, clock } = this;
    const device = await this.placeTerminal(kiosk, 'kiosk');
    const { terminalId } = device;
    const where = { hallId: hall.hallId, terminalId, now: () => clock.now() };
    this.kiosks.set(kiosk, new KioskApp({ hubUrl, systemKey, ...where }));
  }

  private async placeTerminal(no: string, kind: 'evaluator' | 'kiosk'): Promise<TerminalDevice> {
    const device = new TerminalDevice({
      ...{ hubUrl: this.hubUrl, kind, folder: join(this.folder, no), citizen: WAITING },
      ...{ clock: this.clock, policy: POLICY },
      onCode: this.approver(no, kind === 'kiosk' ? null : no),
    });
    this.evaluators.set(no, device);
    await device.start();
    if (await waitUntil(this.clock, MEETING_MS, () => device.isConnected)) return device;
    throw new Error(`${no}: no welcome from the hub within ${MEETING_MS / 1_000} s`);
  }

  /** The administrator, who approves the code of each device. */
  private approver(no: string, windowNo: string | null) {
    const terminalId = `sim-${this.runId}-${no.toLowerCase()}`;
    return (code: string) => {
      this.hall.approve(code, { terminalId, terminalNo: no, windowNo }).catch((fault: unknown) => {
        this.failed = fault;
      });
    };
  }

  get hallId(): string {
    return this.hall.hallId;
  }
}
