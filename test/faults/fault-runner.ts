import { copyFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { backup, DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Mischief } from '../../simulator/index.ts';
import type { Hall } from './hall.ts';
import type { Fault } from './plan.ts';

const MISCHIEF = {
  stall: 'stall',
  dropAcks: 'dropAcks',
  dropReceipts: 'dropReceipts',
  duplicate: 'duplicate',
  reorder: 'reorder',
} as const satisfies Partial<Record<Fault['kind'], keyof Mischief>>;

/** Lets faults happen, each of a party only after the one before it is over. */
export class FaultRunner {
  private readonly hall: Hall;
  private readonly backup: string;
  private hubTurn: Promise<void> = Promise.resolve();
  private terminalTurn: Promise<void> = Promise.resolve();
  private readonly running: Promise<void>[] = [];

  constructor(hall: Hall) {
    this.hall = hall;
    this.backup = join(hall.folder, 'backup.sqlite');
  }

  /** As an operator backs up a hub that is at work. */
  async backUp(): Promise<void> {
    const db = new DatabaseSync(this.database, { readOnly: true });
    await backup(db, this.backup);
    db.close();
  }

  begin(fault: Fault): void {
    this.running.push(this.happen(fault));
  }

  /** Everything that was begun is over; hub, terminals and line are as they should be. */
  async allOver(): Promise<void> {
    await Promise.all(this.running);
    this.hall.line.heal();
  }

  private happen(fault: Fault): Promise<void> {
    const { hall } = this;
    switch (fault.kind) {
      case 'killHub':
        return this.hubIsAway(() => hall.hub.kill(), fault.forMs);
      case 'stopHub':
        return this.hubIsAway(() => hall.hub.stop(), fault.forMs);
      case 'restoreBackup':
        return this.hubIsAway(() => this.restore(), fault.forMs);
      case 'killTerminals':
        return this.terminalsAreAway(fault.forMs);
      case 'cut':
        return Promise.resolve(hall.line.cut());
      case 'truncate':
        return Promise.resolve(hall.line.truncate());
      case 'delay':
        return this.mischief('delayMs', fault.byMs, fault.forMs);
      case 'deviceClock':
        return Promise.resolve(hall.terminals.tell({ kind: 'clock', aheadMs: fault.aheadMs }));
      case 'hubClock':
        hall.hubAheadMs = fault.aheadMs;
        return Promise.resolve(hall.hub.tell({ aheadMs: fault.aheadMs }));
      default:
        return this.mischief(MISCHIEF[fault.kind], 1, fault.forMs);
    }
  }

  private hubIsAway(end: () => Promise<void>, forMs: number): Promise<void> {
    this.hubTurn = this.hubTurn.then(async () => {
      await end();
      await sleep(forMs);
      await this.hall.hub.start();
    });
    return this.hubTurn;
  }

  private terminalsAreAway(forMs: number): Promise<void> {
    this.terminalTurn = this.terminalTurn.then(async () => {
      await this.hall.terminals.kill();
      await sleep(forMs);
      await this.hall.terminals.start();
    });
    return this.terminalTurn;
  }

  private async mischief(name: keyof Mischief, by: number, forMs: number): Promise<void> {
    this.hall.line.mischief[name] += by;
    await sleep(forMs);
    this.hall.line.mischief[name] -= by;
  }

  /** The disk was lost, and the hub goes on with what was saved before. */
  private async restore(): Promise<void> {
    await this.hall.hub.kill();
    for (const suffix of ['', '-wal', '-shm']) await rm(this.database + suffix, { force: true });
    await copyFile(this.backup, this.database);
  }

  private get database(): string {
    return join(this.hall.hub.dataFolder, 'hub.sqlite');
  }
}
