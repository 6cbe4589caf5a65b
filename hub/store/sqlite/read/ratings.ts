import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { orderNo } from '../../../workorders/order-no.ts';
import type { OrderBeside } from '../../../workorders/port.ts';
import type { CaseView, Explanation, LiveRating, UnverifiedRating } from '../../port.ts';
import { VERIFIED_UP_TO } from '../write/meta.ts';

const SELECT = `SELECT r.position, r.terminalId, r.eventId, r.seq, r.caseNo, r.stage, r.level,
  r.channel, r.standing, nullif(r.itemCode, '') AS itemCode,
  iif(r.itemCode = '', NULL, i.itemName) AS itemName, nullif(r.windowNo, '') AS windowNo,
  nullif(r.staffNo, '') AS staffNo, r.tappedAt, r.receivedAt, r.storedAt, r.receiptCode,
  r.signature`;
const FROM = 'FROM ratings r LEFT JOIN invitations i ON i.position = r.invitation';
const BEFORE_ALL = Number.MAX_SAFE_INTEGER;

interface Page {
  limit: number;
  before?: number;
}

/** Ratings as lists show them. */
export class RatingReader {
  readonly #newest: StatementSync;
  readonly #unmatched: StatementSync;
  readonly #ofCase: StatementSync;
  readonly #unverified: StatementSync;

  constructor(db: DatabaseSync) {
    const newestFirst = 'ORDER BY r.position DESC LIMIT ?';
    this.#newest = db.prepare(`${SELECT} ${FROM} WHERE r.position < ? ${newestFirst}`);
    this.#unmatched = db.prepare(
      `${SELECT} ${FROM} WHERE r.standing = 'unmatched' AND r.position < ? ${newestFirst}`,
    );
    this.#ofCase = db.prepare(
      `${SELECT}, d.body AS decision, r.day, w.state, w.substantiated, w.answer ${FROM}
       JOIN ledger d ON d.position = r.decision LEFT JOIN workOrders w ON w.rating = r.position
       WHERE r.caseNo = ? ORDER BY r.position`,
    );
    this.#unverified = db.prepare(
      `SELECT r.position, r.terminalId, t.publicKey, l.payload
       FROM ratings r JOIN terminals t ON t.terminalId = r.terminalId
       JOIN ledger l ON l.position = r.position
       WHERE r.signature = 'unverified' AND r.position > ${VERIFIED_UP_TO} ORDER BY r.position LIMIT ?`,
    );
  }

  newest({ limit, before }: Page): LiveRating[] {
    return this.#newest.all(before ?? BEFORE_ALL, limit) as unknown as LiveRating[];
  }

  unmatched({ limit, before }: Page): LiveRating[] {
    return this.#unmatched.all(before ?? BEFORE_ALL, limit) as unknown as LiveRating[];
  }

  ofCase(caseNo: string): CaseView['ratings'] {
    return this.#ofCase.all(caseNo).map((row) => {
      const { decision, day, state, substantiated, answer, ...live } = row;
      const { explanation } = JSON.parse(String(decision)) as { explanation: Explanation };
      const found = substantiated === null ? null : substantiated === 1;
      const number = orderNo(String(day), Number(live.position));
      const beside = { orderNo: number, state, substantiated: found, answer } as OrderBeside;
      const order = state === null ? null : beside;
      return { ...(live as unknown as LiveRating), explanation, order };
    });
  }

  unverified(limit: number): UnverifiedRating[] {
    return this.#unverified.all(limit).map((row) => ({
      position: Number(row.position),
      terminalId: String(row.terminalId),
      publicKey: JSON.parse(String(row.publicKey)),
      payload: String(row.payload),
    }));
  }
}
