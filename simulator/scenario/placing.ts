import { join } from 'node:path';
import type { Clock, TerminalKind } from '../../protocol/index.ts';
import { WAITING } from '../citizen.ts';
import { KeypadDesk } from '../parties/keypad-desk.ts';
import { KioskApp } from '../parties/kiosk-app.ts';
import { TerminalDevice } from '../parties/terminal-device.ts';
import { WindowPc } from '../parties/window-pc.ts';
import { waitUntil } from '../patience.ts';
import type { Scenario } from './scenario.ts';

export interface PlacingOptions {
  hubUrl: string;
  systemKey: string;
  hallId: string;
  runId: string;
  folder: string;
  clock: Clock;
  signal: AbortSignal;
  approve(
    userCode: string,
    place: { terminalId: string; terminalNo: string; windowNo: string | null },
  ): void;
}

export type Evaluator = TerminalDevice | KeypadDesk;

/** Where those who were placed are found again. */
interface Places {
  evaluators: Map<string, Evaluator>;
  windowPcs: Map<string, WindowPc>;
  kiosks: Map<string, KioskApp>;
}

/** So impatient that what is broken is found and mended within the second. */
const POLICY = {
  backoff: { baseMs: 50, capMs: 400, spreadMs: 50, signMs: 50, refusedMs: 400, stableMs: 1_000 },
  helloMs: 500,
  welcomeMs: 1_000,
};
const MEETING_MS = 20_000;

/** Sets windows and kiosks with their devices into a hall; each is enrolled by the real road. */
export class Placing {
  private readonly options: PlacingOptions;

  constructor(options: PlacingOptions) {
    this.options = options;
  }

  async window({ window, evaluator }: Scenario['windows'][number], places: Places): Promise<void> {
    const { hubUrl, systemKey, clock, folder } = this.options;
    if (evaluator === 'terminal') await this.terminal(window, 'evaluator', places);
    if (evaluator !== 'keypad') {
      places.windowPcs.set(window, new WindowPc({ hubUrl, systemKey }));
      return;
    }
    const onCode = this.approver(window, window);
    const where = { hubUrl, clock, folder: join(folder, window) };
    const desk = new KeypadDesk({ ...where, driver: 'open', onCode });
    places.evaluators.set(window, desk);
    const agent = await desk.start();
    places.windowPcs.set(window, new WindowPc({ hubUrl, systemKey, agent }));
  }

  async kiosk({ kiosk }: { kiosk: string }, places: Places): Promise<void> {
    const { hubUrl, systemKey, hallId, clock } = this.options;
    const { terminalId } = await this.terminal(kiosk, 'kiosk', places);
    const where = { hallId, terminalId, now: () => clock.now() };
    places.kiosks.set(kiosk, new KioskApp({ hubUrl, systemKey, ...where }));
  }

  private async terminal(no: string, kind: TerminalKind, places: Places): Promise<TerminalDevice> {
    const { hubUrl, folder, clock, signal } = this.options;
    const device = new TerminalDevice({
      ...{
        hubUrl,
        kind,
        folder: join(folder, no),
        citizen: WAITING,
        clock,
        policy: POLICY,
        signal,
      },
      onCode: this.approver(no, kind === 'kiosk' ? null : no),
    });
    places.evaluators.set(no, device);
    await device.start();
    if (await waitUntil(clock, MEETING_MS, () => device.isConnected)) return device;
    throw new Error(`${no}: no welcome from the hub within ${MEETING_MS / 1_000} s`);
  }

  /** The administrator, who approves the code of each device. */
  private approver(no: string, windowNo: string | null) {
    const terminalId = `sim-${this.options.runId}-${no.toLowerCase()}`;
    return (code: string) => this.options.approve(code, { terminalId, terminalNo: no, windowNo });
  }
}
