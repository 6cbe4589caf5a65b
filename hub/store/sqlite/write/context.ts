import type { DatabaseSync } from 'node:sqlite';
import type { JudgeRules } from '../../../ratings/judge.ts';
import { DayCalendar, instantText } from '../../../rules/calendar.ts';
import { packLabel, type RulePack } from '../../../rules/pack.ts';
import type { RuleSource } from '../../../rules/rule-book.ts';
import type { PackShelf } from '../../../rules/shelf.ts';
import type { WorkingCalendar } from '../../../rules/working-calendar.ts';
import { DirectoryCache } from './directory-cache.ts';
import { FigureWriter } from './figures.ts';
import { LedgerWriter } from './ledger.ts';
import { type QuarantineLimits, QuarantineWriter } from './quarantine.ts';
import { RuleCache } from './rule-cache.ts';
import { TerminalCache } from './terminals.ts';

/** What every command writes with, inside the one transaction of the moment. */
export class WriteContext {
  readonly db: DatabaseSync;
  readonly rules: RuleCache;
  readonly calendar: DayCalendar;
  readonly ledger: LedgerWriter;
  readonly figures: FigureWriter;
  readonly terminals: TerminalCache;
  readonly quarantine: QuarantineWriter;
  readonly directory: DirectoryCache;
  #now = 0;
  #nowText = '';

  constructor(db: DatabaseSync, rules: RuleSource, limits: QuarantineLimits) {
    this.db = db;
    this.rules = new RuleCache(db, rules);
    this.calendar = new DayCalendar(this.packs.timeZone);
    this.ledger = new LedgerWriter(db);
    this.figures = new FigureWriter(db);
    this.terminals = new TerminalCache(db, this.calendar);
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

  /** The packs of the hub's own place. */
  get packs(): PackShelf {
    return this.rules.book.shelf;
  }

  get workingCalendar(): WorkingCalendar {
    return this.rules.book.calendar;
  }

  /** The pack in force on the local day of an instant, e.g. the completion of a case. */
  packAt(instant: number): RulePack {
    return this.packs.inForceOn(this.calendar.dayOf(instant));
  }

  /** The pack of this label; one that is known no more leaves the pack of today. */
  packOf(label: string): RulePack {
    return this.rules.book.packOf(label) ?? this.packAt(this.#now);
  }

  /** What a tap is judged by: the pack of its invitation, or of its day where there is none. */
  judgeRules(invitation: { pack: string } | null, instant: number): JudgeRules {
    const ownPack = invitation === null ? null : this.rules.book.packOf(invitation.pack);
    const pack = ownPack ?? this.packAt(instant);
    return { pack: packLabel(pack), promptGraceMs: pack.promptGraceMs };
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
    this.rules.reset();
    this.ledger.reset();
    this.figures.reset();
    this.terminals.reset();
    this.quarantine.reset();
    this.directory.reset();
  }
}
