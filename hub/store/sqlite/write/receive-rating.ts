import {
  EventIdSchema,
  type Rating,
  type Refusal,
  type RefusalReason,
} from '../../../../protocol/index.ts';
import type { ConflictBody, UnreadableBody } from '../../../ledger/bodies.ts';
import { judge, type RatingFacts } from '../../../ratings/judge.ts';
import { samePayload } from '../../../ratings/sameness.ts';
import type { Outcome } from '../../port.ts';
import type { ReadRating } from '../batch.ts';
import type { WriteContext } from './context.ts';
import type { KeptRating, RatingKeeper } from './keep-rating.ts';
import { liveRating } from './live-rating.ts';
import { digestOf, RatingEvidence } from './rating-evidence.ts';
import { receiptFor, refusedReceipt } from './receipt.ts';
import type { Tables } from './tables.ts';
import type { KnownTerminal } from './terminals.ts';

type Received = ReadRating;
type ReceiveOutcome = Outcome<'rating.receive'>;

/** A number named by an unreadable message counts as arrived only this near the front. */
const UNREADABLE_AHEAD = 10_000;

/** Decodes what terminals send, has it judged and kept: the hot path. */
export class RatingReceiver {
  readonly #context: WriteContext;
  readonly #tables: Tables;
  readonly #keeper: RatingKeeper;
  readonly #evidence: RatingEvidence;

  constructor(context: WriteContext, tables: Tables, keeper: RatingKeeper) {
    this.#context = context;
    this.#tables = tables;
    this.#keeper = keeper;
    this.#evidence = new RatingEvidence(context.quarantine);
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
      sequenceTaken: terminal !== null && this.#context.terminals.isTaken(terminal, rating.seq),
      prompt,
      invitation,
      namesAnotherInvitation:
        this.#tables.invitations.isAnother(rating.body.invitationId, invitation) &&
        !this.#tables.prompts.isOwn(rating.body),
      ratesNothing: this.#tables.members.ratesNothing(rating.body, invitation),
    };
    const rules = this.#context.judgeRules(invitation, command.receivedAt);
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

  #keep(command: Received, { terminal, rating, ...judged }: JudgedRating): ReceiveOutcome {
    const { terminalId, receivedAt } = command;
    const { eventId, seq, body } = rating;
    this.#context.terminals.rated(terminal, seq, receivedAt);
    const row = this.#keeper.keep({
      terminalId,
      eventId,
      seq,
      promptId: body.promptId,
      body,
      stands: terminal,
      signature: 'unverified',
      receivedAt,
      ...judged,
    });
    const digest = () => digestOf(command.payload);
    return {
      receipt: receiptFor(row, { duplicate: false, digest, storedAt: this.#context.nowText }),
      live: liveRating(row, judged.invitation?.itemName ?? null),
    };
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
    const added = this.#evidence.keep(command, {
      reason,
      detail: receipt.detail,
      digest,
      genuine: conflict,
    });
    if (added && conflict && terminal !== null) {
      const body: ConflictBody = { terminalId: command.terminalId, eventId, seq, reason };
      const text = textOf(command.payload);
      this.#context.ledger.append('rating.conflict', this.#context.now, body, text);
      if (reason === 'bodyConflict') {
        this.#context.terminals.spent(terminal, seq, command.receivedAt);
      }
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
    this.#evidence.keep(command, { reason, detail, digest, genuine: false });
    const { receivedAt } = command;
    const said = (typeof raw === 'object' && raw !== null ? raw : {}) as Partial<Rating>;
    if (terminal !== null && said.terminalId === terminal.terminalId) {
      this.#arrivedUnreadable(terminal, { seq: said.seq, reason, digest, receivedAt });
    }
    const eventId = EventIdSchema.safeParse(said.eventId).data ?? null;
    const receipt = { ...refusedReceipt(reason, digest), eventId, detail, errors };
    return { receipt, live: null };
  }

  /** Its number counts as arrived, or the terminal would be asked for it for ever. */
  #arrivedUnreadable(
    terminal: KnownTerminal,
    arrival: { seq: unknown; reason: RefusalReason; digest: string; receivedAt: number },
  ): void {
    const { seq, reason, digest, receivedAt } = arrival;
    if (typeof seq !== 'number' || !Number.isSafeInteger(seq)) return;
    if (seq < 1 || seq > terminal.contiguous + UNREADABLE_AHEAD) return;
    if (!this.#context.terminals.spent(terminal, seq, receivedAt)) return;
    const body: UnreadableBody = { terminalId: terminal.terminalId, seq, reason, digest };
    this.#context.ledger.append('rating.unreadable', this.#context.now, body);
  }
}

type JudgedRating = { terminal: KnownTerminal; rating: Rating } & Pick<
  KeptRating,
  'text' | 'invitation' | 'promptShown' | 'tappedAt' | 'standing'
>;

/** The bytes are known to be UTF-8 by now. */
function textOf(payload: Uint8Array): string {
  return Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength).toString('utf8');
}
