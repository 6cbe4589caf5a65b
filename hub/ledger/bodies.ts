import type { Level, RefusalReason, Stage } from '../../protocol/index.ts';
import type { Decision, Filing } from '../appeals/appeal.ts';
import type { InvitationKind } from '../invitations/group.ts';
import type { RatedPlace } from '../statistics/figure.ts';
import type { Explanation, RatingStanding } from '../store/port.ts';
import type { OrderDraft } from '../workorders/port.ts';
import type { Bare, Step } from '../workorders/step.ts';
import type { TakenBy } from '../workorders/take-step.ts';
import type { ChainVersion } from './chain.ts';

/** `service.recorded`; the payload is the record. */
export interface RecordedBody {
  systemId: string;
  recordId: string;
  caseNo: string;
  receivedAt: number;
  /** Where the step was done, by the directory of that moment; missing before schema 2. */
  place?: RatedPlace;
}

/** A case that belongs to an invitation. */
export interface MemberBody {
  caseNo: string;
  /** linked: a case that a theme service bundles, with a place of its own (SZ-20b). */
  role: 'own' | 'linked';
  completedAt: number;
  closesAt: number;
  /** Local day before its deadline. */
  lastDay: string;
  place: RatedPlace;
  itemName: string;
  explanation: Explanation;
}

/** What an invitation is, but for who belongs to it. */
export interface InvitationBody {
  kind: InvitationKind;
  stage: Stage;
  pack: string;
  test: boolean;
  closesAt: number;
  lastDay: string;
  defaultLevel: Level;
  caseNo: string;
  place: RatedPlace;
  /** How many cases it is for (SZ-20a). */
  cases: number;
}

/** `invitation.opened` */
export interface OpenedBody extends InvitationBody {
  invitationId: string;
  groupKey: string;
  joined: MemberBody[];
  explanation: Explanation;
}

/** `invitation.opened` before schema 2: always one case. */
export type FirstOpenedBody = Pick<
  OpenedBody,
  'invitationId' | 'caseNo' | 'stage' | 'closesAt' | 'place' | 'explanation'
>;

/** `invitation.changed`: records said more about its cases. Void when no case is left. */
export interface ChangedBody extends InvitationBody {
  /** Ledger position of the invitation. */
  invitation: number;
  joined: MemberBody[];
  left: string[];
}

/**
 * `invitation.extended`: what was decided of a batch holds for cases that joined it later (SZ-20a).
 * Others were told of the decision before, so they must hear of these cases.
 */
export interface ExtendedBody {
  rule: 'SZ-20a';
  /** Ledger position of the invitation. */
  invitation: number;
  caseNos: string[];
  /** Ledger position of the rating that counts for them, or else of the default in force. */
  rating?: number;
  default?: number;
  /** The open work order of that rating, which names them from now on (SZ-21a). */
  orderNo?: string;
}

/** `default.made` (SZ-17b): one entry for many invitations of one moment. */
export interface DefaultMadeBody {
  rule: 'SZ-17b';
  /** What the clock said: all of them closed by then. It may stand back later. */
  closedBy: number;
  /** Ledger positions. */
  invitations: number[];
}

/** `default.withdrawn`: a genuine rating stands in its place (SZ-17c), or it was not due. */
export interface DefaultWithdrawnBody {
  invitation: number;
  rule: 'SZ-17c' | 'SZ-17a';
  /** The rating that supersedes it. */
  rating?: number;
}

/** `invitation.reminded` (SZ-13): the outbound part sends the SMS because of it. */
export interface RemindedBody {
  rule: 'SZ-13';
  /** Ledger position. */
  invitation: number;
  invitationId: string;
  /** The case whose applicant can be reached. */
  caseNo: string;
  at: number;
}

/** How a rating stands, and why. */
interface Judged {
  standing: RatingStanding;
  reason?: RefusalReason;
  /** Ledger position of the invitation it is about, whose place is then the rating's. */
  invitation?: number;
  explanation: Explanation;
  /** The work order it opens, or opens again (SZ-21a). */
  order?: OrderDraft;
}

/** `rating.received`; the payload is the rating itself: a `Rating`, or an `EnteredRating`. */
export interface ReceivedBody extends Judged {
  receivedAt: number;
  /** Corrected for the device's clock. */
  tappedAt: number;
  /** Day of the tap in the pack's time zone. */
  day: string;
  /** Where its terminal stands, when no invitation is known. */
  place?: RatedPlace;
  /** It takes the place of the default in force (SZ-17c). */
  supersedesDefault?: true;
}

/** `rating.settled`: a rating received before stands differently now. */
export interface SettledBody extends Judged {
  /** Ledger position of the rating. */
  rating: number;
  /** Where it belongs when it has no invitation any more. */
  place?: RatedPlace;
  /** The work order that ends with it. */
  cancelsOrder?: string;
}

/** `workOrder.step`; the payload is what was written, as `Words`. */
export interface OrderStepBody {
  /** Ledger position of the order's rating. */
  rating: number;
  orderNo: string;
  step: Bare<Step>;
  by: TakenBy;
}

/** `workOrder.moved`: another working calendar has moved due dates. */
export interface OrdersMovedBody {
  calendar: number;
  /** By ledger position of each order's rating. */
  moved: { rating: number; dueAt: number; provisional: boolean }[];
}

/** `appeal.filed`; the payload is what was written, as `Words`. */
export interface AppealFiledBody {
  appealNo: string;
  filing: Bare<Filing>;
  by: string;
  explanation: Explanation;
}

/**
 * `appeal.decided`: the first time, or on re-check; the rating stands so from now on. The payload
 * is what was written, as `Words`.
 */
export interface AppealDecidedBody {
  /** Ledger position of the rating. */
  rating: number;
  appealNo: string;
  decision: Bare<Decision>;
  by: string;
  standing: 'counted' | 'notAdopted';
  explanation: Explanation;
}

/** `rating.conflict`: readable, in quarantine. */
export interface ConflictBody {
  terminalId: string;
  eventId: string;
  /** null where no terminal counts its events. */
  seq: number | null;
  reason: RefusalReason;
}

/** `rating.unreadable`: its number counts as arrived; the message is in quarantine. */
export interface UnreadableBody {
  terminalId: string;
  seq: number;
  reason: RefusalReason;
  digest: string;
}

/** `ledger.begun`; without `chain` it is 1. */
export interface BegunBody {
  epoch: string;
  pack: string;
  chain?: ChainVersion;
}

/** `ledger.rechained`: the entries after this one are hashed by another version. */
export interface RechainedBody {
  chain: ChainVersion;
}

/** `rating.redacted`; the payload is the rating without what the citizen wrote. */
export interface RedactedBody {
  /** Ledger position of the rating. */
  rating: number;
  terminalId: string;
  eventId: string;
  /** Of the payload that stood there. */
  digest: string;
  reason: string;
  by: string;
}

/** `words.redacted`; the payload is what is left of that of the entry. */
export interface WordsRedactedBody {
  /** Ledger position of the entry. */
  entry: number;
  orderNo?: string;
  appealNo?: string;
  /** Of a rating that was refused as a contradiction. */
  eventId?: string;
  /** Of the payload that stood there. */
  digest: string;
  reason: string;
  by: string;
}

/** `bulletin.published` (SZ-23b); the payload is its text, frozen. */
export interface BulletinBody {
  month: string;
  edition: number;
  /** SHA-256 of the text, hex. */
  digest: string;
  by: string;
}
