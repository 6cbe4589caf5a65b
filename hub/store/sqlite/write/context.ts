import type { DatabaseSync } from 'node:sqlite';
import { DayCalendar, instantText } from '../../../rules/calendar.ts';
import { packLabel, type RulePack } from '../../../rules/pack.ts';
import { DirectoryCache } from './directory-cache.ts';
import { FigureWriter } from './figures.ts';
import { LedgerWriter } from './ledger.ts';
import { type QuarantineLimits, QuarantineWriter } from './quarantine.ts';
import { TerminalCache } from './terminals.ts';

/** What every command writes with, inside the one transaction of the moment. */
export class WriteContext {
  readonly db: DatabaseSync;
  readonly pack: RulePack;
  readonly packName: string;
  readonly calendar: DayCalendar;
  readonly ledger: LedgerWriter;
  readonly figures: FigureWriter;
  readonly terminals: TerminalCache;
  readonly quarantine: QuarantineWriter;
  readonly directory: DirectoryCache;
  #now = 0;
  #nowText = '';

  constructor(db: DatabaseSync, pack: RulePack, limits: QuarantineLimits) {
    this.db = db;
    this.pack = pack;
    this.packName = packLabel(pack);
    this.calendar = new DayCalendar(pack.timeZone);
    this.ledger = new LedgerWriter(db);
    this.figures = new FigureWriter(db);
    this.terminals = new TerminalCache(db);
    this.quarantine = new QuarantineWriter(db, limits);
    this.directory = new DirectoryCache(db);
  }

  /** The hub's clock when the present batch was handed over: the time of storing. */
  get now(): number {
    return this.#now;
  }

  get nowText(): string {
    return this.#nowText;
  }

  at(now: number): void {
    if (now === this.#now) return;
    this.#now = now;
    this.#nowText = instantText(now);
  }

  /** Writes what was gathered in memory; before every commit. */
  flush(): void {
    this.figures.flush();
    this.terminals.flush();
  }

  /** Forgets everything in memory that a rollback has made untrue. */
  reset(): void {
    this.ledger.reset();
    this.figures.reset();
    this.terminals.reset();
    this.quarantine.reset();
    this.directory.reset();
  }
}
