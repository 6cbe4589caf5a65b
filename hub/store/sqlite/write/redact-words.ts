import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { parseAppealNo } from '../../../appeals/appeal.ts';
import { withoutWords } from '../../../ledger/words.ts';
import type { WrittenIn } from '../../../privacy/port.ts';
import { parseOrderNo } from '../../../workorders/order-no.ts';
import type { Command, Outcome } from '../../port.ts';
import type { EntryRedactor } from './entry-redactor.ts';

/** Takes out what was written in work orders and appeals (PIPL 47). */
export class WordsRedactor {
  readonly #entries: EntryRedactor;
  readonly #order: StatementSync;
  readonly #steps: StatementSync;
  readonly #appeal: StatementSync;

  constructor(db: DatabaseSync, entries: EntryRedactor) {
    this.#entries = entries;
    const caseOf = (table: string) =>
      `SELECT r.caseNo, t.* FROM ${table} t JOIN ratings r ON r.position = t.rating
       WHERE t.rating = ? AND t.day = ?`;
    this.#order = db.prepare(caseOf('workOrders'));
    this.#appeal = db.prepare(caseOf('appeals'));
    this.#steps = db.prepare(
      `SELECT s.position FROM workOrderSteps s JOIN ledger l ON l.position = s.position
       WHERE s.rating = ? AND l.kind = 'workOrder.step' ORDER BY s.position`,
    );
  }

  redact({ about, ...why }: Command<'words.redact'>): Outcome<'words.redact'> {
    const found = 'orderNo' in about ? this.#stepsOf(about) : this.#partsOf(about.appealNo);
    if (found === null || found.positions.length === 0) return { outcome: 'unknown' };
    const { positions, caseNo } = found;
    if (positions.some((one) => this.#entries.isTooOld(one))) return { outcome: 'chainTooOld' };
    const { reason, by, at } = why;
    const written = positions.filter((entry) =>
      this.#entries.redact(entry, withoutWords, {
        kind: 'words.redacted',
        about: { entry, ...about, caseNo },
        why: { reason, by, at },
      }),
    );
    return { outcome: written.length > 0 ? 'redacted' : 'nothingWritten' };
  }

  #stepsOf({ orderNo, step }: Extract<WrittenIn, { orderNo: string }>) {
    const parsed = parseOrderNo(orderNo);
    const order = parsed && this.#order.get(parsed.rating, parsed.day);
    if (!parsed || !order) return null;
    const all = this.#steps.all(parsed.rating).map(({ position }) => Number(position));
    const positions = step === undefined ? all : all.filter((position) => position === step);
    return { positions, caseNo: String(order.caseNo) };
  }

  /** The filing and the decisions. */
  #partsOf(appealNo: string) {
    const parsed = parseAppealNo(appealNo);
    const appeal = parsed && this.#appeal.get(parsed.rating, parsed.day);
    if (!appeal) return null;
    const { filed, decided, rechecked, caseNo } = appeal;
    const positions = [filed, decided, rechecked].filter((one) => one !== null).map(Number);
    return { positions, caseNo: String(caseNo) };
  }
}
