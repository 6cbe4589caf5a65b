import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ServiceRecord } from '../../protocol/index.ts';
import { FaultyLine, freePort, HubApi, HubProcess } from '../../simulator/index.ts';
import { instant, systemClock } from '../../terminal/link/index.ts';
import type { Said } from './terminal-words.ts';
import { Terminals } from './terminals.ts';

const HALL_ID = 'H-FAULTS';
export const ITEM = { itemCode: 'GA-0102', name: '居住证签注' };
export const STAFF = { staffNo: 'S0001', name: '王丽' };

export interface HallOptions {
  terminals: number;
  seed: number;
}

export function windowNoOf(terminal: number): string {
  return `W${String(terminal + 1).padStart(2, '0')}`;
}

/** A hub, a network that can fail, and terminals behind it: each in a process that can be killed. */
export class Hall {
  readonly hallId = HALL_ID;
  readonly folder: string;
  readonly hub: HubProcess;
  readonly line: FaultyLine;
  readonly terminals: Terminals;
  readonly api: HubApi;
  systemKey = '';
  /** How far ahead the clock of the hub is set, also of its next start. */
  hubAheadMs = 0;
  onSaid: (words: Said) => void = () => {};
  private readonly options: HallOptions;

  private constructor(
    options: HallOptions,
    parts: { folder: string; hub: HubProcess; line: FaultyLine; mqttUrl: string },
  ) {
    const { folder, hub, line, mqttUrl } = parts;
    this.options = options;
    this.folder = folder;
    this.hub = hub;
    this.line = line;
    const order = { ...options, folder, hubUrl: hub.url, mqttUrl };
    this.terminals = new Terminals(order, (words) => this.hear(words));
    this.api = new HubApi({ hubUrl: hub.url, account: hub.administrator });
  }

  static async open(options: HallOptions): Promise<Hall> {
    const folder = await mkdtemp(join(tmpdir(), 'haochaping-faults-'));
    const ports = { httpPort: await freePort(), mqttPort: await freePort() };
    const hub: HubProcess = new HubProcess({
      dataFolder: join(folder, 'hub'),
      ...ports,
      clock: systemClock,
      main: join(import.meta.dirname, 'hub-party.ts'),
      more: () => [
        ...['--clock-ahead', String(hall.hubAheadMs), '--log-megabytes', '1'],
        ...['--enrolments-per-minute', '1000'],
      ],
    });
    const line = new FaultyLine({
      hub: { host: '127.0.0.1', port: ports.mqttPort },
      clock: systemClock,
    });
    const hall = new Hall(options, { folder, hub, line, mqttUrl: await line.start() });
    await hub.start();
    await hall.furnish();
    await hall.terminals.start();
    return hall;
  }

  async close(): Promise<void> {
    await this.terminals.kill();
    await this.hub.kill();
    await this.line.stop();
    await rm(this.folder, { recursive: true });
  }

  private async furnish(): Promise<void> {
    const windows = Array.from({ length: this.options.terminals }, (_, n) => ({
      windowNo: windowNoOf(n),
      name: '综合受理',
      staffNo: STAFF.staffNo,
    }));
    const hall = { hallId: HALL_ID, name: '故障演练大厅', notices: [], windows };
    const items = [{ ...ITEM, certificate: false }];
    await this.api.call('PUT', '/api/directory', { halls: [hall], staff: [STAFF], items });
    const system = { systemId: 'faults', name: '故障演练业务系统' };
    this.systemKey = (await this.api.call<{ key: string }>('POST', '/api/systems', system)).key;
  }

  private hear(words: Said): void {
    if (words.kind === 'code') void this.approve(words);
    this.onSaid(words);
  }

  private async approve({ terminal, userCode }: Extract<Said, { kind: 'code' }>): Promise<void> {
    const windowNo = windowNoOf(terminal);
    const place = { hallId: HALL_ID, windowNo, terminalNo: windowNo };
    const approval = { terminalId: terminalIdOf(terminal), ...place };
    await this.api.call('POST', `/api/enrolments/${userCode}/approval`, approval);
  }
}

export function terminalIdOf(terminal: number): string {
  return `faults-${windowNoOf(terminal).toLowerCase()}`;
}

/** The record of a case that has just been finished at this terminal's window. */
export function finishedCase(terminal: number, caseNo: string): ServiceRecord {
  const occurredAt = instant(systemClock.now());
  const what = { caseNo, event: 'granted', occurredAt, item: ITEM, certificate: false } as const;
  const where = { mode: 'window', hallId: HALL_ID, windowNo: windowNoOf(terminal) } as const;
  return { recordId: `r-${caseNo}`, ...what, ...where, staff: STAFF };
}
