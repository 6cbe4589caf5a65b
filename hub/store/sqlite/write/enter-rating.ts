import {
  canonicalText,
  type EnteredRating,
  PHONE_ENTRANCE,
  type RefusalReason,
  systemEntrance,
  WIRE_VERSION,
} from '../../../../protocol/index.ts';
import type { ConflictBody } from '../../../ledger/bodies.ts';
import { type EnteredFacts, judgeEntered } from '../../../ratings/judge-entered.ts';
import { samePayload } from '../../../ratings/sameness.ts';
import { instantText } from '../../../rules/calendar.ts';
import type { Command, Outcome } from '../../port.ts';
import type { WriteContext } from './context.ts';
import type { InvitationRow } from './invitation-table.ts';
import type { KeptRating, RatingKeeper } from './keep-rating.ts';
import { liveRating } from './live-rating.ts';
import { digestOf, RatingEvidence } from './rating-evidence.ts';
import type { RatingRow } from './rating-table.ts';
import { receiptFor, refusedReceipt } from './receipt.ts';
import type { Tables } from './tables.ts';

type Entered = Command<'rating.enter'>;
type EnterOutcome = Outcome<'rating.enter'>;

/** Nobody stands anywhere. */
const NOWHERE = { hallId: '', windowNo: null };

/** Takes in ratings that come by no terminal: by a link, or from a business system (SZ-12). */
export class RatingEntrance {
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

  enter(command: Entered): EnterOutcome {
    const { source, eventId, receivedAt } = command;
    const terminalId = source.kind === 'phone' ? PHONE_ENTRANCE : systemEntrance(source.systemId);
    const known = this.#tables.ratings.byEvent(terminalId, eventId);
    const link = this.#linkOf(command);
    // What the hub adds to a phone's rating is what it added the first time: cases may have come
    // together since.
    const about = source.kind === 'system' ? source : (known ?? link);
    if (about === null) return this.#linkedToNothing(command, terminalId);
    const message = messageOf(command, terminalId, about);
    const text = canonicalText(message);
    const invitation = this.#tables.invitations.find(about.caseNo, about.stage);
    const facts = this.#factsOf(message, { known, text, invitation, link });
    const rules = this.#context.judgeRules(invitation, receivedAt);
    const ratedAt = source.kind === 'phone' ? null : source.ratedAt;
    const tap = { terminalId, ratedAt, body: message.body };
    const decision = judgeEntered(facts, tap, receivedAt, rules);
    if (decision.verdict === 'duplicate' && known !== null) {
      const digest = () => digestOf(Buffer.from(text));
      return { receipt: receiptFor(known, { duplicate: true, digest }), live: null };
    }
    if (decision.verdict !== 'kept') {
      const reason = decision.verdict === 'quarantined' ? decision.reason : 'bodyConflict';
      return this.#quarantined(message, { text, reason, receivedAt });
    }
    const { tappedAt, standing } = decision;
    return this.#keep(message, { text, invitation, tappedAt, receivedAt, standing });
  }

  #factsOf(
    { body }: EnteredRating,
    found: {
      known: RatingRow | null;
      text: string;
      invitation: InvitationRow | null;
      link: InvitationRow | null;
    },
  ): EnteredFacts {
    const { known, text, invitation, link } = found;
    return {
      sameEvent: known && {
        sameBody: samePayload(this.#tables.ratings.payload(known.position), text),
      },
      linkIsDead: link?.state === 'void',
      completedAt: this.#tables.members.find(body.caseNo, body.stage)?.completedAt ?? null,
      invitation,
      namesAnotherInvitation: this.#tables.invitations.isAnother(body.invitationId, invitation),
      ratesNothing: this.#tables.members.ratesNothing(body, invitation),
    };
  }

  /** A genuine token of an invitation that this database does not have: it was restored. */
  #linkedToNothing({ source, eventId, said, receivedAt }: Entered, terminalId: string) {
    const text = canonicalText({ source, eventId, said });
    return this.#quarantined({ terminalId, eventId }, { text, reason: 'notInvited', receivedAt });
  }

  #linkOf({ source }: Entered): InvitationRow | null {
    if (source.kind !== 'phone') return null;
    return this.#tables.invitations.byId(source.invitationId);
  }

  #keep(
    { terminalId, eventId, body }: EnteredRating,
    judged: Pick<KeptRating, 'text' | 'invitation' | 'tappedAt' | 'receivedAt' | 'standing'>,
  ): EnterOutcome {
    const row = this.#keeper.keep({
      terminalId,
      eventId,
      seq: null,
      promptId: '',
      body,
      stands: NOWHERE,
      signature: 'none',
      promptShown: false,
      ...judged,
    });
    const digest = () => digestOf(Buffer.from(judged.text));
    return {
      receipt: receiptFor(row, { duplicate: false, digest }),
      live: liveRating(row, judged.invitation?.itemName ?? null),
    };
  }

  /** May be a citizen's genuine tap, so the evidence is never dropped. */
  #quarantined(
    { terminalId, eventId }: Pick<EnteredRating, 'terminalId' | 'eventId'>,
    { text, reason, receivedAt }: { text: string; reason: RefusalReason; receivedAt: number },
  ): EnterOutcome {
    const payload = Buffer.from(text);
    const digest = digestOf(payload);
    const receipt = refusedReceipt(reason, digest);
    const why = { reason, detail: receipt.detail, digest, genuine: true };
    const added = this.#evidence.keep({ terminalId, payload, receivedAt }, why);
    if (added && reason === 'bodyConflict') {
      const body: ConflictBody = { terminalId, eventId, seq: null, reason };
      this.#context.ledger.append('rating.conflict', this.#context.now, body, text);
    }
    return { receipt: { ...receipt, eventId }, live: null };
  }
}

/** The message as the ledger keeps it. */
function messageOf(
  { source, eventId, said }: Entered,
  terminalId: string,
  { caseNo, stage }: Pick<RatingRow, 'caseNo' | 'stage'>,
): EnteredRating {
  const told = source.kind === 'phone' ? {} : { ratedAt: instantText(source.ratedAt) };
  const body = { ...said, caseNo, stage, invitationId: source.invitationId };
  return { version: WIRE_VERSION, terminalId, eventId, ...told, body };
}
