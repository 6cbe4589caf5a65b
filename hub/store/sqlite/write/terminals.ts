import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { TerminalKind } from '../../../../protocol/index.ts';
import { arrived, hasArrived, type SequenceState } from '../../../ratings/sequence.ts';
import type { DayCalendar } from '../../../rules/calendar.ts';
import type { TerminalStatus } from '../../port.ts';

/** What the judge needs of a terminal, kept in memory between ratings. */
export interface KnownTerminal extends SequenceState {
  terminalId: string;
  kind: TerminalKind;
  hallId: string;
  windowNo: string | null;
  status: TerminalStatus;
  lastRatingAt: number | null;
}

/** The terminals as the writer knows them; sequence fronts are written once a transaction. */
export class TerminalCache {
  readonly #known = new Map<string, KnownTerminal>();
  readonly #changed = new Set<KnownTerminal>();
  readonly #select: StatementSync;
  readonly #selectAhead: StatementSync;
  readonly #insertAhead: StatementSync;
  readonly #passAhead: StatementSync;
  readonly #update: StatementSync;
  readonly #spend: StatementSync;
  readonly #isSpent: StatementSync;
  readonly #fill: StatementSync;
  readonly #calendar: DayCalendar;

  constructor(db: DatabaseSync, calendar: DayCalendar) {
    this.#calendar = calendar;
    this.#select = db.prepare(
      `SELECT terminalId, kind, hallId, windowNo, status, contiguousSeq AS contiguous, lastRatingAt
       FROM terminals WHERE terminalId = ?`,
    );
    this.#selectAhead = db.prepare('SELECT seq FROM sequencesAhead WHERE terminalId = ?');
    this.#insertAhead = db.prepare(
      'INSERT INTO sequencesAhead (terminalId, seq, day) VALUES (?, ?, ?)',
    );
    this.#passAhead = db.prepare('DELETE FROM sequencesAhead WHERE terminalId = ? AND seq <= ?');
    const its = 'terminalId = ? AND seq = ?';
    this.#spend = db.prepare('INSERT INTO sequencesSpent (terminalId, seq) VALUES (?, ?)');
    this.#isSpent = db.prepare(`SELECT 1 FROM sequencesSpent WHERE ${its}`);
    this.#fill = db.prepare(`DELETE FROM sequencesSpent WHERE ${its}`);
    this.#update = db.prepare(
      'UPDATE terminals SET contiguousSeq = ?, lastRatingAt = ? WHERE terminalId = ?',
    );
  }

  get(terminalId: string): KnownTerminal | null {
    const known = this.#known.get(terminalId);
    if (known !== undefined) return known;
    const row = this.#select.get(terminalId) as unknown as Omit<KnownTerminal, 'ahead'> | undefined;
    if (row === undefined) return null;
    const ahead = this.#selectAhead.all(terminalId).map(({ seq }) => Number(seq));
    const terminal = { ...row, ahead: new Set(ahead) };
    this.#known.set(terminalId, terminal);
    return terminal;
  }

  /** Does a rating of this terminal have this number already? */
  isTaken(terminal: KnownTerminal, seq: number): boolean {
    if (!hasArrived(terminal, seq)) return false;
    return this.#isSpent.get(terminal.terminalId, seq) === undefined;
  }

  /** Takes note of the number of a rating that is kept. */
  rated(terminal: KnownTerminal, seq: number, at: number): void {
    if (!this.#arrived(terminal, seq, at)) this.#fill.run(terminal.terminalId, seq);
    terminal.lastRatingAt = at;
    this.#changed.add(terminal);
  }

  /** Takes note of a number that came with something other than a rating; true when it was new. */
  spent(terminal: KnownTerminal, seq: number, at: number): boolean {
    const isNew = this.#arrived(terminal, seq, at);
    if (isNew) this.#spend.run(terminal.terminalId, seq);
    return isNew;
  }

  #arrived(terminal: KnownTerminal, seq: number, at: number): boolean {
    const change = arrived(terminal, seq);
    if (change === 'ahead') {
      this.#insertAhead.run(terminal.terminalId, seq, this.#calendar.dayOf(at));
    }
    if (change === 'advanced') this.#changed.add(terminal);
    return change !== 'known';
  }

  /** The row is about to change under the cache. */
  forget(terminalId: string): void {
    this.flush();
    this.#known.delete(terminalId);
  }

  flush(): void {
    for (const { terminalId, contiguous, lastRatingAt } of this.#changed) {
      this.#update.run(contiguous, lastRatingAt, terminalId);
      this.#passAhead.run(terminalId, contiguous);
    }
    this.#changed.clear();
  }

  reset(): void {
    this.#known.clear();
    this.#changed.clear();
  }
}
