import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { TerminalKind } from '../../../../protocol/index.ts';
import { arrived, type SequenceState } from '../../../ratings/sequence.ts';
import type { TerminalStatus } from '../../port.ts';

/** What the judge needs of a terminal, kept in memory between ratings. */
export interface KnownTerminal extends SequenceState {
  terminalId: string;
  kind: TerminalKind;
  hallId: string;
  windowNo: string | null;
  status: TerminalStatus;
  /** Highest number among its ratings; a higher one cannot be taken. */
  highestSeq: number;
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

  constructor(db: DatabaseSync) {
    this.#select = db.prepare(
      `SELECT terminalId, kind, hallId, windowNo, status, contiguousSeq AS contiguous, lastRatingAt,
         (SELECT coalesce(max(seq), 0) FROM ratings WHERE ratings.terminalId = terminals.terminalId)
           AS highestSeq
       FROM terminals WHERE terminalId = ?`,
    );
    this.#selectAhead = db.prepare('SELECT seq FROM sequencesAhead WHERE terminalId = ?');
    this.#insertAhead = db.prepare('INSERT INTO sequencesAhead (terminalId, seq) VALUES (?, ?)');
    this.#passAhead = db.prepare('DELETE FROM sequencesAhead WHERE terminalId = ? AND seq <= ?');
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

  /** Takes note of a sequence number; true when it was new. */
  arrived(terminal: KnownTerminal, seq: number): boolean {
    const change = arrived(terminal, seq);
    if (change === 'ahead') this.#insertAhead.run(terminal.terminalId, seq);
    if (change === 'advanced') this.#changed.add(terminal);
    return change !== 'known';
  }

  rated(terminal: KnownTerminal, seq: number, at: number): void {
    terminal.highestSeq = Math.max(terminal.highestSeq, seq);
    terminal.lastRatingAt = at;
    this.#changed.add(terminal);
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
