import type { DatabaseSync, StatementSync } from 'node:sqlite';
import {
  type CasesMeant,
  concernsProvince,
  deliveriesOf,
  FED_KINDS,
  type FedEntry,
  type OutboundSettings,
  recordKey,
} from '../../../outbound/deliveries-of.ts';
import type { DeliveryDraft, Destination } from '../../../outbound/delivery.ts';
import type { Command, Outcome } from '../../port.ts';
import { casesMeant } from './cases-meant.ts';
import type { WriteContext } from './context.ts';
import type { DeliveryTable } from './delivery-table.ts';

/** Reads the ledger behind the ratings, in small steps, and makes the deliveries that follow. */
export class OutboundFeed {
  readonly #context: WriteContext;
  readonly #deliveries: DeliveryTable;
  readonly #head: StatementSync;
  readonly #entries: StatementSync;
  readonly #cursors: StatementSync;
  readonly #putCursor: StatementSync;
  readonly #dropCursor: StatementSync;
  readonly #record: StatementSync;
  readonly #cases: CasesMeant;

  constructor(db: DatabaseSync, context: WriteContext, deliveries: DeliveryTable) {
    this.#context = context;
    this.#deliveries = deliveries;
    this.#head = db.prepare('SELECT coalesce(max(position), 0) AS position FROM ledger');
    const kinds = FED_KINDS.map((kind) => `'${kind}'`).join(', ');
    this.#entries = db.prepare(
      `SELECT e.position, e.kind, e.body, coalesce(
         (SELECT rest.payload FROM redactions x JOIN ledger rest ON rest.position = x.position
          WHERE x.entry = coalesce(json_extract(e.body, '$.rating'), e.position)),
         (SELECT r.payload FROM ledger r WHERE r.position = json_extract(e.body, '$.rating')),
         e.payload) AS payload
       FROM ledger e WHERE e.position > ? AND e.position <= ? AND +e.kind IN (${kinds})
       ORDER BY e.position`,
    );
    this.#cursors = db.prepare('SELECT destination, position FROM outboundCursors');
    this.#putCursor = db.prepare(
      `INSERT INTO outboundCursors (destination, position) VALUES (?, ?)
       ON CONFLICT DO UPDATE SET position = excluded.position`,
    );
    this.#dropCursor = db.prepare('DELETE FROM outboundCursors WHERE destination = ?');
    this.#cases = casesMeant(db);
    this.#record = db.prepare(
      `SELECT s.position, s.systemId, s.recordId, l.payload
       FROM serviceRecords s JOIN ledger l ON l.position = s.position
       WHERE s.caseNo = ? AND s.position < ? ORDER BY s.position DESC LIMIT 1`,
    );
  }

  begin({ destinations }: Command<'outbound.begin'>): null {
    const known = this.#positions();
    for (const destination of known.keys()) {
      if (!destinations.includes(destination)) this.#dropCursor.run(destination);
    }
    for (const destination of destinations) {
      if (!known.has(destination)) this.#putCursor.run(destination, this.#newest());
    }
    return null;
  }

  /**
   * One cursor a destination; the one farthest behind says where the step begins. A step ends with
   * the entry that brings it to `limit` deliveries: one entry names as many defaults as one step of
   * the sweep has made.
   */
  feed({ settings, limit, at }: Command<'outbound.feed'>): Outcome<'outbound.feed'> {
    const positions = this.#positions();
    const newest = this.#newest();
    const first = Math.min(newest, ...positions.values());
    let last = Math.min(newest, first + limit);
    let drafted = 0;
    let made = 0;
    const unreadable: number[] = [];
    for (const row of this.#entries.iterate(first, last)) {
      const entry = row as unknown as FedEntry;
      const { position } = entry;
      const drafts = draftsOf(entry, wantedBy(settings, positions, position), this.#cases);
      if (drafts === null) unreadable.push(position);
      for (const draft of drafts ?? []) if (this.#make(draft, position, at)) made++;
      drafted += drafts?.length ?? 0;
      if (drafted < limit) continue;
      last = position;
      break;
    }
    for (const [destination, position] of positions) {
      if (position < last) this.#putCursor.run(destination, last);
    }
    return { made, behind: newest - last, unreadable };
  }

  replay(command: Command<'outbound.replay'>): Outcome<'outbound.replay'> {
    const { destination, from, by, at } = command;
    if (!this.#positions().has(destination)) return { known: false };
    this.#putCursor.run(destination, Math.min(Math.max(from - 1, 0), this.#newest()));
    this.#context.ledger.append('outbound.replayed', at, { destination, from, by });
    return { known: true };
  }

  #make(draft: DeliveryDraft, position: number, at: number): boolean {
    const { destination, kind, subject, afterRecordOf } = draft;
    const superseded =
      kind === 'rating' ? this.#deliveries.pendingDefault(destination, subject) : null;
    const after =
      superseded ?? (afterRecordOf && this.#recordOf(afterRecordOf, { destination, position, at }));
    return this.#deliveries.insert(draft, { position, at, after: after || null });
  }

  /** The delivery of the case's newest record; made now when the destination was off back then. */
  #recordOf(
    caseNo: string,
    { destination, position, at }: { destination: Destination; position: number; at: number },
  ): number | null {
    const known = this.#deliveries.newestRecord(destination, caseNo);
    if (known !== null) return known;
    const row = this.#record.get(caseNo, position);
    if (row === undefined || !concernsProvince(JSON.parse(String(row.payload)))) return null;
    const dedupeKey = recordKey(String(row.systemId), String(row.recordId));
    const draft = { destination, kind: 'record', subject: caseNo, dedupeKey } as const;
    const cause = { position: Number(row.position), at, after: null };
    this.#deliveries.insert({ ...draft, afterRecordOf: null }, cause);
    return this.#deliveries.newestRecord(destination, caseNo);
  }

  #newest(): number {
    return Number(this.#head.get()?.position);
  }

  #positions(): Map<Destination, number> {
    const rows = this.#cursors.all();
    return new Map(rows.map((row) => [row.destination as Destination, Number(row.position)]));
  }
}

/** Null for an entry that cannot be read; it must not stop the feed. */
function draftsOf(
  entry: FedEntry,
  settings: OutboundSettings,
  cases: CasesMeant,
): DeliveryDraft[] | null {
  try {
    return deliveriesOf(entry, settings, cases);
  } catch {
    return null;
  }
}

/** The settings without the destinations that have this entry behind them or are off. */
function wantedBy(
  { hotline, sms, province, defaults }: OutboundSettings,
  positions: Map<Destination, number>,
  position: number,
): OutboundSettings {
  const wants = (destination: Destination) =>
    (positions.get(destination) ?? Number.POSITIVE_INFINITY) < position;
  return {
    hotline: hotline && wants('hotline'),
    sms: sms && wants('sms'),
    province: province !== null && wants(province) ? province : null,
    defaults,
  };
}
