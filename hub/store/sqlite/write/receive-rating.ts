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
import type { OrderDraft } from '../../../workorders/port.ts';
import type { Outcome } from '../../port.ts';
import type { ReadRating } from '../batch.ts';
import type { WriteContext } from './context.ts';
import type { InvitationRow, InvitationTable } from './invitation-table.ts';
import { liveRating } from './live-rating.ts';
import { placeOf } from './place-of.ts';
import type { PromptTable } from './prompt-table.ts';
import type { RatingRow, RatingTable } from './rating-table.ts';
import { receiptFor, refusedReceipt } from './receipt.ts';
import type { KnownTerminal } from './terminals.ts';
import type { WorkOrderWriter } from './work-orders.ts';

type Received = ReadRating;
type ReceiveOutcome = Outcome<'rating.receive'>;

/** A number named by an unreadable message counts as arrived only this near the front. */
const UNREADABLE_AHEAD = 10_000;

/** Decodes, judges and keeps ratings: the hot path. */
export class RatingReceiver {
  readonly #context: WriteContext;
  readonly #ratings: RatingTable;
  readonly #invitations: InvitationTable;
  readonly #prompts: PromptTable;
  readonly #orders: WorkOrderWriter;

  constructor(
    context: WriteContext,
    parts: {
      ratings: RatingTable;
      invitations: InvitationTable;
      prompts: PromptTable;
      orders: WorkOrderWriter;
    },
  ) {
    this.#context = context;
    this.#ratings = parts.ratings;
    this.#invitations = parts.invitations;
    this.#prompts = parts.prompts;
    this.#orders = parts.orders;
  }

  receive(command: Received): ReceiveOutcome {
    const { decoded } = command;
    const terminal = this.#context.terminals.get(command.terminalId);
    if (!decoded.ok) return this.#unreadable(command, terminal, decoded);
    const rating = decoded.message;
    const text = textOf(command.payload);
    const known = this.#ratings.byEvent(command.terminalId, rating.eventId);
    const invitation = this.#invitations.find(rating.body.caseNo, rating.body.stage);
    const prompt = this.#prompts.find(rating.body.promptId);
    const facts: RatingFacts = {
      terminal,
      sameEvent: known && { sameBody: samePayload(this.#ratings.payload(known.position), text) },
      sequenceTaken: terminal !== null && this.#sequenceTaken(terminal, rating.seq),
      prompt,
      invitation,
      namesAnotherInvitation: this.#invitations.isAnother(rating.body.invitationId, invitation),
    };
    const rules = { pack: this.#context.packName, promptGraceMs: this.#context.pack.promptGraceMs };
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
    return seq <= terminal.highestSeq && this.#ratings.hasSeq(terminal.terminalId, seq);
  }

  #keep(command: Received, kept: KeptRating): ReceiveOutcome {
    const { terminal, rating, invitation, standing } = kept;
    const { row, order } = this.#append(command, kept);
    this.#ratings.insert(row);
    if (order !== null) this.#orders.open(row, order, row.position);
    this.#context.figures.count(row);
    this.#context.terminals.arrived(terminal, rating.seq);
    this.#context.terminals.rated(terminal, rating.seq, command.receivedAt);
    if (standing.standing === 'counted' && invitation !== null) {
      this.#invitations.setRated(invitation, row.tappedAt);
      if (kept.promptShown) this.#prompts.end(row.promptId, 'rated', this.#context.now);
    }
    const digest = () => digestOf(command.payload);
    return {
      receipt: receiptFor(row, { duplicate: false, digest, storedAt: this.#context.nowText }),
      live: liveRating(row, invitation?.itemName ?? null),
    };
  }

  /** Appends the message with its decision to the ledger; the row is what follows from it. */
  #append(
    { terminalId, receivedAt }: Received,
    kept: KeptRating,
  ): { row: RatingRow; order: OrderDraft | null } {
    const { now, calendar, ledger } = this.#context;
    const { rating, tappedAt, standing } = kept;
    const reason = standing.standing === 'refused' ? standing.reason : null;
    const day = calendar.dayOf(tappedAt);
    const place = placeOf(kept.invitation, kept.terminal);
    const about = kept.invitation === null ? { place } : { invitation: kept.invitation.position };
    const said = { position: ledger.next, day, standing: standing.standing, ...place };
    const order = this.#orders.draft(said, rating.body);
    const body: ReceivedBody = { receivedAt, tappedAt, day, ...about, ...standing };
    if (order !== null) body.order = order;
    const { position, hash } = ledger.append('rating.received', now, body, kept.text);
    const row: RatingRow = {
      position,
      terminalId,
      eventId: rating.eventId,
      seq: rating.seq,
      promptId: rating.body.promptId,
      caseNo: rating.body.caseNo,
      stage: rating.body.stage,
      level: rating.body.level,
      channel: rating.body.channel,
      standing: standing.standing,
      reason,
      decision: position,
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
    return { row, order };
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
