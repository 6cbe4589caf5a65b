import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { withoutText } from '../../../ledger/redaction.ts';
import type { Command, Outcome } from '../../port.ts';
import type { DeliveryTable } from './delivery-table.ts';
import type { EntryRedactor } from './entry-redactor.ts';
import type { RatingRow, RatingTable } from './rating-table.ts';

type Redacted = Outcome<'rating.redact'>;

/** Takes out what a citizen wrote, wherever the hub keeps it (PIPL 47). */
export class RatingRedactor {
  readonly #entries: EntryRedactor;
  readonly #ratings: RatingTable;
  readonly #deliveries: DeliveryTable;
  readonly #conflicts: StatementSync;

  constructor(
    db: DatabaseSync,
    parts: { entries: EntryRedactor; ratings: RatingTable; deliveries: DeliveryTable },
  ) {
    this.#entries = parts.entries;
    this.#ratings = parts.ratings;
    this.#deliveries = parts.deliveries;
    this.#conflicts = db.prepare(
      `SELECT position, json_extract(body, '$.terminalId') AS terminalId FROM ledger
       WHERE kind = 'rating.conflict' AND json_extract(body, '$.eventId') = ?`,
    );
  }

  /**
   * All ratings under this event id; two terminals may have minted the same, and others may have
   * come under it that were refused as contradictions.
   */
  redact(command: Command<'rating.redact'>): Redacted {
    const rows = this.#ratings.allOfEvent(command.eventId);
    const conflicts = this.#conflicts.all(command.eventId).map(({ position, terminalId }) => {
      return { position: Number(position), terminalId: String(terminalId) };
    });
    if (rows.length + conflicts.length === 0) return { outcome: 'unknown' };
    if (rows.some(({ signature }) => signature === 'unverified')) {
      // A signature must be judged while the text that it signs is there.
      return { outcome: 'signaturePending' };
    }
    const tooOld = [...rows, ...conflicts].some(({ position }) => this.#entries.isTooOld(position));
    if (tooOld) return { outcome: 'chainTooOld' };
    const { eventId, reason, by, at } = command;
    const why = { reason, by, at };
    const written = rows.filter((row) => this.#redactOne(row, why));
    const refused = conflicts.filter(({ position: entry, terminalId }) =>
      this.#entries.redact(entry, withoutText, {
        kind: 'words.redacted',
        about: { entry, terminalId, eventId },
        why,
      }),
    );
    return { outcome: written.length + refused.length > 0 ? 'redacted' : 'nothingWritten' };
  }

  #redactOne(row: RatingRow, why: Parameters<EntryRedactor['redact']>[2]['why']): boolean {
    const { position: rating, terminalId, eventId, caseNo } = row;
    const about = { rating, terminalId, eventId, caseNo };
    const redacted = this.#entries.redact(rating, withoutText, {
      kind: 'rating.redacted',
      about,
      why,
    });
    if (redacted) this.#deliveries.forgetAnswers(row);
    return redacted;
  }
}
