import { hash } from 'node:crypto';
import {
  EventIdSchema,
  type Rating,
  type Refusal,
  type RefusalReason,
} from '../../../../protocol/index.ts';
import type { ConflictBody, ReceivedBody, UnreadableBody } from '../../../ledger/bodies.ts';
import { receiptCode } from '../../../ledger/receipt-code.ts';
import { judge, type RatingFacts, type Standing } from '../../../ratings/judge.ts';
import { samePayload } from '../../../ratings/sameness.ts';
import { isEarlier } from '../../../ratings/winner.ts';
import type { RatedPlace } from '../../../statistics/figure.ts';
import type { Outcome } from '../../port.ts';
import type { ReadRating } from '../batch.ts';
import type { WriteContext } from './context.ts';
import type { FigureMoves } from './figure-moves.ts';
import type { InvitationRow } from './invitation-table.ts';
import { liveRating } from './live-rating.ts';
import { placeOf } from './place-of.ts';
import type { RatingRow } from './rating-table.ts';
import { receiptFor, refusedReceipt } from './receipt.ts';
import type { Standings } from './standings.ts';
import type { Tables } from './tables.ts';
import type { KnownTerminal } from './terminals.ts';

type Received = ReadRating;
type ReceiveOutcome = Outcome<'rating.receive'>;

/** A number named by an unreadable message counts as arrived only this near the front. */
const UNREADABLE_AHEAD = 10_000;

/** Decodes, judges and keeps ratings: the hot path. */
export class RatingReceiver {
  readonly #context: WriteContext;
  readonly #tables: Tables;
  readonly #moves: FigureMoves;
  readonly #standings: Standings;

  constructor(
    context: WriteContext,
    parts: { tables: Tables; moves: FigureMoves; standings: Standings },
  ) {
    this.#context = context;
    this.#tables = parts.tables;
    this.#moves = parts.moves;
    this.#standings = parts.standings;
  }

  receive(command: Received): ReceiveOutcome {
    const { decoded } = command;
    const terminal = this.#context.terminals.get(command.terminalId);
    if (!decoded.ok) return this.#unreadable(command, terminal, decoded);
    const rating = decoded.message;
    const text = textOf(command.payload);
    const known = this.#tables.ratings.byEvent(command.terminalId, rating.eventId);
    const invitation = this.#tables.invitations.find(rating.body.caseNo, rating.body.stage);
    const prompt = this.#tables.prompts.find(rating.body.promptId);
    const facts: RatingFacts = {
      terminal,
      sameEvent: known && {
        sameBody: samePayload(this.#tables.ratings.payload(known.position), text),
      },
      sequenceTaken: terminal !== null && this.#sequenceTaken(terminal, rating.seq),
      prompt,
      invitation,
      namesAnotherInvitation:
        this.#tables.invitations.isAnother(rating.body.invitationId, invitation) &&
        !this.#tables.prompts.isOwn(rating.body),
    };
    const pack = invitation?.pack ?? this.#context.packName;
    const rules = { pack, promptGraceMs: this.#context.pack.promptGraceMs };
    const decision = judge(facts, rating, command.receivedAt, rules);
    if (decision.verdict === 'duplicate' && known !== null) {
      const digest = () => digestOf(command.payload);
      return { receipt: receiptFor(known, { duplicate: true, digest }), live: null };
    }
    if (decision.verdict !== 'kept' || terminal === null) {
      const reason = decision.verdict === 'quarantined' ? decision.reason : 'unknownTerminal';
      return this.#quarantined(command, { terminal, rating, reason });
    }
    const promptShown = prompt !== null && prompt.ending === null;
    const judged = { tappedAt: decision.tappedAt, standing: decision.standing };
    return this.#keep(command, { terminal, rating, text, invitation, promptShown, ...judged });
  }

  #sequenceTaken(terminal: KnownTerminal, seq: number): boolean {
    return seq <= terminal.highestSeq && this.#tables.ratings.hasSeq(terminal.terminalId, seq);
  }

  #keep(command: Received, kept: KeptRating): ReceiveOutcome {
    const { terminal, rating, invitation, standing } = kept;
    const row = this.#append(command, kept);
    this.#tables.ratings.insert(row);
    this.#context.terminals.arrived(terminal, rating.seq);
    this.#context.terminals.rated(terminal, rating.seq, command.receivedAt);
    if (standing.standing === 'counted' && invitation !== null) {
      if (invitation.defaultedBy !== null) {
        this.#moves.defaulted(invitation, -1);
        this.#tables.stories.add(invitation.position, invitation.defaultedBy);
      }
      this.#tables.invitations.setRated(invitation, row.tappedAt, row.position);
      if (kept.promptShown) this.#tables.prompts.end(row.promptId, 'rated', this.#context.now);
    }
    this.#moves.rating(row, invitation, 1);
    const now = this.#mayDisplace(row, invitation) ? this.#displaced(row, invitation) : row;
    const digest = () => digestOf(command.payload);
    return {
      receipt: receiptFor(now, { duplicate: false, digest, storedAt: this.#context.nowText }),
      live: liveRating(now, invitation?.itemName ?? null),
    };
  }

  /** SZ-1R: the earlier tap counts, also when it arrives second. */
  #mayDisplace(row: RatingRow, invitation: InvitationRow | null): invitation is InvitationRow {
    if (row.reason !== 'alreadyRated' || invitation === null) return false;
    const winner =
      invitation.ratedBy === null ? null : this.#tables.ratings.byPosition(invitation.ratedBy);
    return winner !== null && isEarlier(row, winner);
  }

  #displaced(row: RatingRow, invitation: InvitationRow): RatingRow {
    this.#standings.settleAfter(this.#standings.scopeOf(invitation.position), () => {});
    return this.#tables.ratings.byPosition(row.position) ?? row;
  }

  /** Appends the message with its decision to the ledger; the row is what follows from it. */
  #append({ terminalId, receivedAt }: Received, kept: KeptRating): RatingRow {
    const { now, calendar, ledger } = this.#context;
    const { rating, tappedAt, standing } = kept;
    const reason = standing.standing === 'refused' ? standing.reason : null;
    const day = calendar.dayOf(tappedAt);
    const { invitation } = kept;
    const place = placeOf(this.#placed(rating.body.caseNo, invitation), kept.terminal);
    const about = invitation === null ? { place } : { invitation: invitation.position };
    const supersedes =
      standing.standing === 'counted' && invitation?.defaultedBy !== null && invitation !== null;
    const late = supersedes ? { supersedesDefault: true as const } : {};
    const body: ReceivedBody = { receivedAt, tappedAt, day, ...about, ...late, ...standing };
    const { position, hash } = ledger.append('rating.received', now, body, kept.text);
    return {
      position,
      terminalId,
      eventId: rating.eventId,
      seq: rating.seq,
      promptId: rating.body.promptId,
      caseNo: rating.body.caseNo,
      stage: rating.body.stage,
      level: rating.body.level,
      linked: rating.body.linked === undefined ? null : JSON.stringify(rating.body.linked),
      channel: rating.body.channel,
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
      signature: 'unverified',
    };
  }

  /** A linked case of a theme has a place of its own (SZ-20b). */
  #placed(caseNo: string, invitation: InvitationRow | null): RatedPlace | null {
    if (invitation?.kind !== 'theme') return invitation;
    return this.#tables.members.linkedOf(invitation.position).get(caseNo) ?? invitation;
  }

  /** Readable, but in conflict with what is known; may be genuine, so it is never dropped. */
  #quarantined(
    command: Received,
    found: { terminal: KnownTerminal | null; rating: Rating; reason: RefusalReason },
  ): ReceiveOutcome {
    const { terminal, rating, reason } = found;
    const { eventId, seq } = rating;
    const conflict = reason === 'bodyConflict' || reason === 'sequenceConflict';
    const digest = digestOf(command.payload);
    const receipt = refusedReceipt(reason, digest);
    const added = this.#keepEvidence(command, { reason, detail: receipt.detail, digest, conflict });
    if (added && conflict && terminal !== null) {
      const body: ConflictBody = { terminalId: command.terminalId, eventId, seq, reason };
      const text = textOf(command.payload);
      this.#context.ledger.append('rating.conflict', this.#context.now, body, text);
      if (reason === 'bodyConflict') this.#context.terminals.arrived(terminal, seq);
    }
    return { receipt: { ...receipt, eventId }, live: null };
  }

  #unreadable(
    command: Received,
    terminal: KnownTerminal | null,
    { refusal, raw }: { refusal: Refusal; raw: unknown },
  ): ReceiveOutcome {
    const { reason, detail, errors } = refusal;
    const digest = digestOf(command.payload);
    this.#keepEvidence(command, { reason, detail, digest, conflict: false });
    const said = (typeof raw === 'object' && raw !== null ? raw : {}) as Partial<Rating>;
    if (terminal !== null && said.terminalId === terminal.terminalId) {
      this.#arrivedUnreadable(terminal, { seq: said.seq, reason, digest });
    }
    const eventId = EventIdSchema.safeParse(said.eventId).data ?? null;
    const receipt = { ...refusedReceipt(reason, digest), eventId, detail, errors };
    return { receipt, live: null };
  }

  /** Its number counts as arrived, or the terminal would be asked for it for ever. */
  #arrivedUnreadable(
    terminal: KnownTerminal,
    { seq, reason, digest }: { seq: unknown; reason: RefusalReason; digest: string },
  ): void {
    if (typeof seq !== 'number' || !Number.isSafeInteger(seq)) return;
    if (seq < 1 || seq > terminal.contiguous + UNREADABLE_AHEAD) return;
    if (!this.#context.terminals.arrived(terminal, seq)) return;
    const body: UnreadableBody = { terminalId: terminal.terminalId, seq, reason, digest };
    this.#context.ledger.append('rating.unreadable', this.#context.now, body);
  }

  #keepEvidence(
    { terminalId, payload, receivedAt }: Received,
    why: { reason: RefusalReason; detail: string; digest: string; conflict: boolean },
  ): boolean {
    const { reason, detail, digest, conflict } = why;
    const entry = { at: receivedAt, terminalId, source: 'rating', reason, detail, digest };
    const kept = { ...entry, payload: Buffer.from(payload).toString('base64') };
    return this.#context.quarantine.add(kept, conflict).added;
  }
}

interface KeptRating {
  terminal: KnownTerminal;
  rating: Rating;
  text: string;
  invitation: InvitationRow | null;
  promptShown: boolean;
  tappedAt: number;
  standing: Standing;
}

/** The bytes are known to be UTF-8 by now. */
function textOf(payload: Uint8Array): string {
  return Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength).toString('utf8');
}

function digestOf(payload: Uint8Array): string {
  return hash('sha256', payload, 'base64url');
}
