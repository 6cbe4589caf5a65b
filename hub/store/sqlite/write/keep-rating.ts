import type { RatingBody } from '../../../../protocol/index.ts';
import type { ReceivedBody } from '../../../ledger/bodies.ts';
import { receiptCode } from '../../../ledger/receipt-code.ts';
import type { Standing } from '../../../ratings/judge.ts';
import { isEarlier } from '../../../ratings/winner.ts';
import type { RatedPlace } from '../../../statistics/figure.ts';
import type { OrderDraft } from '../../../workorders/port.ts';
import type { LiveRating } from '../../port.ts';
import type { WriteContext } from './context.ts';
import type { FigureMoves } from './figure-moves.ts';
import type { InvitationRow } from './invitation-table.ts';
import { placeOf } from './place-of.ts';
import type { RatingRow } from './rating-table.ts';
import type { Standings } from './standings.ts';
import type { Tables } from './tables.ts';
import type { UnknownCodeList } from './unknown-code-list.ts';
import type { SaidOfCase, WorkOrderWriter } from './work-orders.ts';

/** A rating that was judged and is to be kept, by whatever road it came (SZ-12). */
export interface KeptRating {
  /** The terminal, or the other entrance by which it came. */
  terminalId: string;
  eventId: string;
  /** null where no terminal counts its events. */
  seq: number | null;
  /** Empty where nobody was prompted. */
  promptId: string;
  body: SaidOfCase & Pick<RatingBody, 'channel' | 'tags'>;
  /** The message itself. */
  text: string;
  /** Where its terminal stands. */
  stands: { hallId: string; windowNo: string | null };
  signature: LiveRating['signature'];
  invitation: InvitationRow | null;
  promptShown: boolean;
  tappedAt: number;
  receivedAt: number;
  standing: Standing;
}

/** Keeps ratings once they are judged, and sees to all that follows from one: the hot path. */
export class RatingKeeper {
  readonly #context: WriteContext;
  readonly #tables: Tables;
  readonly #moves: FigureMoves;
  readonly #standings: Standings;
  readonly #orders: WorkOrderWriter;
  readonly #unknown: UnknownCodeList;

  constructor(
    context: WriteContext,
    parts: {
      tables: Tables;
      moves: FigureMoves;
      standings: Standings;
      orders: WorkOrderWriter;
      unknown: UnknownCodeList;
    },
  ) {
    this.#context = context;
    this.#tables = parts.tables;
    this.#moves = parts.moves;
    this.#standings = parts.standings;
    this.#orders = parts.orders;
    this.#unknown = parts.unknown;
  }

  /** Returns the rating as it stands then. */
  keep(kept: KeptRating): RatingRow {
    const { invitation, standing } = kept;
    const { row, order } = this.#append(kept);
    this.#tables.ratings.insert(row);
    if (order !== null) this.#orders.open(row, order, row.position);
    this.#unknown.noteTags(kept.body, this.#context.now);
    if (standing.standing === 'counted' && invitation !== null) {
      if (invitation.defaultedBy !== null) {
        this.#moves.defaulted(invitation, -1);
        this.#tables.stories.add(invitation.position, invitation.defaultedBy);
      }
      this.#tables.invitations.setRated(invitation, row.tappedAt, row.position);
      if (kept.promptShown) this.#tables.prompts.end(row.promptId, 'rated', this.#context.now);
    }
    this.#moves.rating(row, invitation, 1);
    return this.#mayDisplace(row, invitation) ? this.#displaced(row, invitation) : row;
  }

  /**
   * SZ-1R: the earlier tap counts, also when it arrives second. SZ-20b: so may one of a linked case
   * that was not rated yet.
   */
  #mayDisplace(row: RatingRow, invitation: InvitationRow | null): invitation is InvitationRow {
    if (row.reason !== 'alreadyRated' || invitation === null) return false;
    if (invitation.kind === 'theme' && row.caseNo !== invitation.caseNo) return true;
    const winner =
      invitation.ratedBy === null ? null : this.#tables.ratings.byPosition(invitation.ratedBy);
    return winner !== null && isEarlier(row, winner);
  }

  #displaced(row: RatingRow, invitation: InvitationRow): RatingRow {
    this.#standings.settleAfter(this.#standings.scopeOf(invitation.position), () => {});
    return this.#tables.ratings.byPosition(row.position) ?? row;
  }

  /** Appends the message with its decision to the ledger; the row is what follows from it. */
  #append(kept: KeptRating): { row: RatingRow; order: OrderDraft | null } {
    const { now, calendar, ledger } = this.#context;
    const { body, tappedAt, receivedAt, standing, invitation } = kept;
    const reason = standing.standing === 'refused' ? standing.reason : null;
    const day = calendar.dayOf(tappedAt);
    const place = placeOf(this.#placed(body.caseNo, invitation), kept.stands);
    const about = invitation === null ? { place } : { invitation: invitation.position };
    const supersedes =
      standing.standing === 'counted' && invitation?.defaultedBy !== null && invitation !== null;
    const late = supersedes ? { supersedesDefault: true as const } : {};
    const decided: ReceivedBody = { receivedAt, tappedAt, day, ...about, ...late, ...standing };
    const said = { position: ledger.next, day, standing: standing.standing, ...place };
    const order = this.#orders.draft(said, body, invitation);
    if (order !== null) decided.order = order;
    const { position, hash } = ledger.append('rating.received', now, decided, kept.text);
    const row: RatingRow = {
      position,
      terminalId: kept.terminalId,
      eventId: kept.eventId,
      seq: kept.seq,
      promptId: kept.promptId,
      caseNo: body.caseNo,
      stage: body.stage,
      level: body.level,
      linked: body.linked === undefined ? null : JSON.stringify(body.linked),
      channel: body.channel,
      standing: standing.standing,
      reason,
      decision: position,
      invitation: invitation?.position ?? null,
      day,
      hallId: place.hallId,
      departmentCode: place.departmentCode,
      windowNo: place.windowNo,
      itemCode: place.itemCode,
      staffNo: place.staffNo,
      tappedAt,
      receivedAt,
      storedAt: now,
      receiptCode: receiptCode(hash),
      signature: kept.signature,
    };
    return { row, order };
  }

  /** A linked case of a theme has a place of its own (SZ-20b). */
  #placed(caseNo: string, invitation: InvitationRow | null): RatedPlace | null {
    if (invitation?.kind !== 'theme') return invitation;
    return this.#tables.members.linkedOf(invitation.position).get(caseNo) ?? invitation;
  }
}
