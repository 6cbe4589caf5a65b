import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock, Staff } from '../../protocol/index.ts';
import type { Behaviour } from '../behaviours/behaviour.ts';
import { DriftingClock } from '../behaviours/drifting-clock.ts';
import { staffMember } from '../cases.ts';
import { SimulatedHall } from '../hall.ts';
import { HubApi, type HubApiOptions } from '../hub-api.ts';
import type { KioskApp } from '../parties/kiosk-app.ts';
import type { WindowPc } from '../parties/window-pc.ts';
import { waitUntil } from '../patience.ts';
import { OwnHub, type Receiver } from './own-hub.ts';
import { type Evaluator, Placing } from './placing.ts';
import type { Scenario } from './scenario.ts';

export interface StageOptions {
  scenario: Scenario;
  clock: Clock;
  /** A hub that is there; without one the scenario has a hub of its own. */
  hub?: HubApiOptions;
  /** Its cases are kept out of every figure, for the hub is one of production. */
  testCases: boolean;
}

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
  private readonly ended = new AbortController();
  /** What kept the administrator from approving a device. */
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
      // What kept it from opening may keep it from closing; the first of them is what is told.
      await stage.close().catch(() => {});
      throw cause;
    }
  }

  async close(): Promise<void> {
    this.ended.abort();
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
    const isFound = async () => {
      found = await look();
      return found !== null;
    };
    if (await waitUntil(this.clock, withinSeconds * 1_000, isFound)) return found as T;
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
    await this.place(systemKey).catch((cause: unknown) => {
      throw this.failed ?? cause;
    });
  }

  /** Much may have passed at a hub in test mode before. */
  private async meetClock(): Promise<void> {
    const path = '/api/test-mode/clock';
    const { aheadMs } = await this.hub.call<{ aheadMs: number }>('GET', path);
    this.clock.set(aheadMs);
  }

  /** Opens the doors of the hall and sets everybody in their place. */
  private async place(systemKey: string): Promise<void> {
    const { hubUrl, clock, folder, hall, runId, ended } = this;
    const placing = new Placing({
      ...{ hubUrl, clock, folder, runId, systemKey, hallId: hall.hallId, signal: ended.signal },
      approve: (code, place) => {
        hall.approve(code, place).catch((fault: unknown) => {
          this.failed = fault;
          ended.abort();
        });
      },
    });
    const { windows, kiosks } = this.scenario;
    await Promise.all([
      ...windows.map((one) => placing.window(one, this)),
      ...kiosks.map((one) => placing.kiosk(one, this)),
    ]);
  }

  /** Who serves at a window. */
  staffAt(window: string): Staff {
    const found = this.hall.places.find(({ windowNo }) => windowNo === window);
    if (found === undefined) throw new Error(`there is no ${window}`);
    return found.staff;
  }

  get hallId(): string {
    return this.hall.hallId;
  }
}
