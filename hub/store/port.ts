import type {
  ApplicantKind,
  Channel,
  Configuration,
  EnrolmentApproval,
  EnrolmentRequest,
  EnteredRating,
  IdType,
  Level,
  OpeningHours,
  Prompt,
  PromptEnding,
  PromptReport,
  PublicKey,
  ReceiptEntry,
  ServiceRecord,
  Stage,
  TerminalKind,
} from '../../protocol/index.ts';
import type { AppealCommands, AppealQueries } from '../appeals/port.ts';
import type { CalendarData } from '../rules/calendar-data.ts';
import type { Explanation } from '../rules/explanation.ts';
import type { Flaw } from '../rules/flaw.ts';
import type { RulePack } from '../rules/pack.ts';
import type { Moved } from '../rules/recomputable.ts';
import type { Admission } from '../rules/rule-book.ts';
import type { OrderBeside, WorkOrderCommands, WorkOrderQueries } from '../workorders/port.ts';

export type { Explanation } from '../rules/explanation.ts';

import type { MonthSpan } from '../disclosure/month.ts';
import type { BulletinSource, PublishedBulletin } from '../disclosure/source.ts';
import type { LedgerEntry } from '../ledger/chain.ts';
import type { OutboundSettings } from '../outbound/deliveries-of.ts';
import type {
  DeliveryResult,
  DeliveryRow,
  DeliveryState,
  Destination,
  DestinationRow,
  DueDelivery,
} from '../outbound/delivery.ts';
import type { FigureAnswer, FigureQuestion } from '../statistics/dimension.ts';

/**
 * What the hub asks of its database. One writer: every command of the moment goes into one
 * transaction (group commit), and its promise resolves only after that transaction is durable.
 * A command that is refused by the rules resolves with its refusal; a rejected promise means the
 * store itself failed, nothing of the command was kept, and the sender must try again.
 *
 * All times are epoch milliseconds. The contract suite (`contract.ts`) runs on each implementation.
 */
export interface Store {
  /** Opens, migrates, asserts durability settings. Throws `StoreError` with a stable code. */
  start(): Promise<void>;
  /** Finishes what was submitted, then closes. */
  stop(): Promise<void>;
  submit<K extends CommandKind>(command: Command<K>): Promise<Outcome<K>>;
  query<K extends QueryKind>(query: Query<K>): Promise<Answer<K>>;
  /** Commands accepted and not yet committed; the broker slows its readers by it. */
  readonly queued: number;
}

export type CommandKind = keyof Commands;
export type Command<K extends CommandKind = CommandKind> = {
  [P in K]: { kind: P } & Commands[P]['command'];
}[K];
export type Outcome<K extends CommandKind> = Commands[K]['outcome'];
export type QueryKind = keyof Queries;
export type Query<K extends QueryKind = QueryKind> = {
  [P in K]: { kind: P } & Queries[P]['query'];
}[K];
export type Answer<K extends QueryKind> = Queries[K]['answer'];

/** Everything that can change the store. */
export interface Commands extends WorkOrderCommands, AppealCommands {
  /** A payload on a terminal's rating topic: decoded, judged and kept inside the transaction. */
  'rating.receive': {
    command: { terminalId: string; payload: Uint8Array; receivedAt: number };
    outcome: { receipt: ReceiptEntry; live: LiveRating | null };
  };
  /** Takes out what a citizen wrote in a rating; its level and its event id stay. */
  'rating.redact': {
    command: { eventId: string; reason: string; by: string; at: number };
    outcome: {
      outcome: 'redacted' | 'unknown' | 'nothingWritten' | 'signaturePending' | 'chainTooOld';
    };
  };
  /**
   * A rating that came by no terminal: from a phone with a link, or handed over by a business
   * system (SZ-12). Judged and kept like any other; known by (entrance, eventId).
   */
  'rating.enter': {
    command: { source: RatingSource; eventId: string; said: SaidRating; receivedAt: number };
    outcome: { receipt: ReceiptEntry; live: LiveRating | null };
  };
  /** Any other message that could not be taken: kept as evidence. */
  'quarantine.add': {
    command: { entry: Omit<QuarantineEntry, 'position'> };
    outcome: { kept: boolean };
  };
  /**
   * One step of a case, from a business system. Idempotent by (system, recordId). The applicant
   * has been taken out of the record and sealed: no key and no name ever reaches the store.
   */
  'service.record': {
    command: {
      systemId: string;
      record: KeptRecord;
      identity: SealedIdentity | null;
      receivedAt: number;
    };
    outcome: ServiceOutcome;
  };
  /** Somebody looked at a person, or tried to; kept before anything is shown. */
  'identity.accessed': {
    command: { access: IdentityAccess; at: number };
    outcome: null;
  };
  /** Deletes identities whose case has had no record since `before`, at most `limit`. */
  'identity.expire': {
    command: { before: number; limit: number; rule: string; at: number };
    outcome: { deleted: number };
  };
  /** The same identities under another key; one that changed meanwhile is left alone. */
  'identity.reseal': {
    command: { identities: { was: KeptIdentity; sealed: SealedFields }[] };
    outcome: { resealed: number };
  };
  /** A key is not retired while identities are sealed with it; the answer says how many are. */
  'key.changed': {
    command: { change: 'activated' | 'retired'; keyId: string; by: string; at: number };
    outcome: { identities: number };
  };
  /** How a prompt ended at its terminal; the invitation stays open. */
  'prompt.report': {
    command: { report: PromptReport; receivedAt: number };
    outcome: { known: boolean };
  };
  /** Makes the default ratings that are due, at most `limit` in one step (SZ-17b). */
  'defaults.sweep': {
    command: { closedBy: number; limit: number };
    outcome: { made: number };
  };
  /**
   * Asks, in daytime, for the reminders that have fallen due, at most `limit` in one step: each
   * invitation once, and only while it is unrated (SZ-13). The ledger entry is what has them sent.
   */
  'reminders.due': {
    command: { at: number; limit: number };
    /** more: a full step was looked at, so there may be others. */
    outcome: { reminded: number; more: boolean };
  };
  /** An operator has looked at records that contradict each other. */
  'contradiction.seen': {
    command: { caseNo: string; about: string; by: string; at: number };
    outcome: { known: boolean };
  };
  /** Freezes one edition of a month (SZ-23b); no digest when that edition is out already. */
  'bulletin.publish': {
    command: { month: string; edition: number; text: string; by: string; at: number };
    outcome: { digest: string | null };
  };
  'signature.judged': {
    command: { judgements: { position: number; valid: boolean }[]; at: number };
    outcome: { forged: number };
  };
  'terminal.presence': {
    command: { terminalId: string; presence: PresenceChange; at: number };
    outcome: null;
  };
  /** Revoking is for good; suspending can be undone. */
  'terminal.status': {
    command: { terminalId: string; status: TerminalStatus; by: string; at: number };
    outcome: { known: boolean };
  };
  'enrolment.request': {
    command: {
      request: EnrolmentRequest;
      enrolmentId: string;
      userCode: string;
      collectTokenHash: string;
      expiresAt: number;
      at: number;
    };
    outcome: { accepted: true } | { accepted: false; reason: 'codeInUse' | 'tooManyPending' };
  };
  'enrolment.approve': {
    command: { userCode: string; approval: EnrolmentApproval; by: string; at: number };
    outcome:
      | { approved: true; terminalId: string }
      | {
          approved: false;
          reason:
            | 'unknownCode'
            | 'expired'
            | 'alreadyDecided'
            | 'terminalExists'
            | 'unknownHall'
            | 'unknownWindow'
            | 'kindMismatch';
        };
  };
  'enrolment.reject': {
    command: { userCode: string; by: string; at: number };
    outcome: { rejected: boolean };
  };
  /** Sets a new secret, as long as the terminal has not connected yet. */
  'enrolment.collect': {
    command: { enrolmentId: string; collectTokenHash: string; newSecretHash: string; at: number };
    outcome:
      | { state: 'pending'; expiresAt: number }
      | { state: 'approved'; terminalId: string }
      | { state: 'rejected' | 'expired' | 'unknown' | 'alreadyCollected' };
  };
  /** Halls with their windows, staff and items; replaces what was imported before. */
  'directory.import': {
    command: { directory: Directory; by: string; at: number };
    outcome: { changedTerminals: string[] };
  };
  'system.add': {
    command: { systemId: string; name: string; keyHash: string; by: string; at: number };
    outcome: { added: boolean };
  };
  'system.revoke': {
    command: { systemId: string; by: string; at: number };
    outcome: { revoked: boolean };
  };
  /** Makes the account, or gives it this password and these roles. */
  'account.put': {
    command: { account: Account; at: number };
    outcome: null;
  };
  /** A sound pack of any place. Idempotent; refused where it clashes with what is known. */
  'pack.import': {
    command: { pack: RulePack; by: string; at: number };
    outcome: { status: 'imported' | 'unchanged' } | { status: 'refused'; errors: Flaw[] };
  };
  /** A sound calendar. What is open and counts working days is counted again. Idempotent. */
  'calendar.import': {
    command: { calendar: CalendarData; by: string; at: number };
    outcome:
      | { status: 'imported'; moved: Moved[] }
      | { status: 'unchanged' }
      | { status: 'refused'; errors: Flaw[] };
  };
  'account.add': {
    command: { account: Account; by: string; at: number };
    outcome: { added: boolean };
  };
  'account.password': {
    command: { name: string; passwordHash: string; by: string; at: number };
    outcome: { known: boolean };
  };
  'account.roles': {
    command: { name: string; roles: Role[]; by: string; at: number };
    outcome: AccountChange;
  };
  'account.remove': {
    command: { name: string; by: string; at: number };
    outcome: AccountChange;
  };
  /** At every start: a destination switched on begins now, one switched off is forgotten. */
  'outbound.begin': { command: { destinations: Destination[] }; outcome: null };
  /** Reads a step of the ledger and makes its deliveries. Exactly once for each cause. */
  'outbound.feed': {
    command: { settings: OutboundSettings; limit: number; at: number };
    /** `behind`: entries still to be read. `unreadable`: positions that were passed over. */
    outcome: { made: number; behind: number; unreadable: number[] };
  };
  /** What became of attempts; one that is settled already stays as it is. */
  'outbound.settle': {
    command: { results: DeliveryResult[]; at: number };
    outcome: null;
  };
  /** Sends a refused or abandoned delivery again. */
  'outbound.resend': {
    command: { id: number; by: string; at: number };
    outcome: { resent: boolean; state: DeliveryState | null };
  };
  /** Feeds a destination again from a ledger position on; what it has is not made twice. */
  'outbound.replay': {
    command: { destination: Destination; from: number; by: string; at: number };
    outcome: { known: boolean };
  };
}

/** Everything that can be asked of the store; never waits for a writer. */
export interface Queries extends WorkOrderQueries, AppealQueries {
  terminal: { query: { terminalId: string }; answer: TerminalRow | null };
  terminals: { query: object; answer: TerminalRow[] };
  enrolments: { query: { at: number }; answer: EnrolmentRow[] };
  /** What a terminal should know now, pulled by its hello. */
  desiredState: {
    query: { terminalId: string; at: number };
    answer: { prompt: Prompt | null; configuration: Configuration; contiguousSeq: number } | null;
  };
  case: { query: { caseNo: string }; answer: CaseView | null };
  invitation: { query: { invitationId: string }; answer: InvitationDetail | null };
  /** All that the ledger says of one case, in order; null when nothing is known of it. */
  story: { query: { caseNo: string }; answer: StoryFacts | null };
  /** Newest first. `before` is a ledger position. */
  ratings: { query: { limit: number; before?: number }; answer: LiveRating[] };
  unmatched: { query: { limit: number; before?: number }; answer: LiveRating[] };
  contradictions: { query: { seen: boolean; limit: number }; answer: ContradictionRow[] };
  /** Codes that records used and the directory does not know. */
  unknownCodes: { query: object; answer: UnknownCodeRow[] };
  /** When the next invitation closes that nobody has rated; null when none is open. */
  nextDeadline: { query: object; answer: number | null };
  quarantine: { query: { limit: number; before?: number }; answer: QuarantineEntry[] };
  figures: { query: FigureQuestion; answer: FigureAnswer };
  /** What a month's bulletin is made of. */
  bulletinSource: { query: MonthSpan & { limit: number }; answer: BulletinSource };
  /** One edition of a month, or its newest. */
  bulletin: { query: { month: string; edition?: number }; answer: PublishedBulletin | null };
  /** The newest edition of each month, the newest month first. */
  bulletins: { query: object; answer: Omit<PublishedBulletin, 'text'>[] };
  unverified: { query: { limit: number }; answer: UnverifiedRating[] };
  system: { query: { keyHash: string }; answer: { systemId: string; name: string } | null };
  systems: { query: object; answer: SystemRow[] };
  account: { query: { name: string }; answer: Account | null };
  accounts: { query: object; answer: AccountRow[] };
  identity: { query: { caseNo: string }; answer: IdentityRow | null };
  /** By blind index; the newest cases first. */
  identitiesByIndex: {
    query: { field: 'idNo' | 'phone'; index: string; limit: number };
    answer: KeptIdentity[];
  };
  identitiesSealedWith: { query: { keyId: string; limit: number }; answer: KeptIdentity[] };
  /** How many identities each key seals; `known` when there is or was any. */
  identityKeys: {
    query: object;
    answer: { keys: { keyId: string; identities: number }[]; known: boolean };
  };
  /** Newest first. `before` is a ledger position. */
  accessLog: { query: { limit: number; before?: number }; answer: AccessLogEntry[] };
  directory: { query: object; answer: Directory };
  /** The packs of every place, and the one in force in the hub's own place today, if any is yet. */
  packs: { query: object; answer: { place: string; inForce: RulePack | null; packs: PackRow[] } };
  calendar: { query: object; answer: CalendarRow };
  /** What an import would say now. */
  packAdmission: { query: { pack: RulePack }; answer: Admission };
  calendarAdmission: { query: { calendar: CalendarData }; answer: Admission };
  state: { query: object; answer: StoreState };
  /** Newest first. `before` is the id of a delivery. */
  deliveries: {
    query: { state?: DeliveryState; destination?: string; limit: number; before?: number };
    answer: DeliveryRow[];
  };
  delivery: { query: { id: number }; answer: DeliveryRow | null };
  /** The longest due first; `nextAt` is when another one will be due. */
  dueDeliveries: {
    query: { destination: Destination; at: number; limit: number };
    answer: { due: DueDelivery[]; nextAt: number | null };
  };
  destinations: { query: object; answer: DestinationRow[] };
}

/** A rating as lists show it: no free text, no personal data of the rater. */
export interface LiveRating {
  position: number;
  terminalId: string;
  eventId: string;
  /** null where no terminal counts its events. */
  seq: number | null;
  caseNo: string;
  stage: Stage;
  /** null for a theme rated by its linked cases alone (SZ-20b). */
  level: Level | null;
  channel: Channel;
  standing: RatingStanding;
  itemCode: string | null;
  itemName: string | null;
  windowNo: string | null;
  staffNo: string | null;
  /** Corrected for the device's clock. */
  tappedAt: number;
  receivedAt: number;
  storedAt: number;
  receiptCode: string;
  /** none: it came by no terminal, so there is no key that could have signed it. */
  signature: 'unverified' | 'valid' | 'bad' | 'none';
}

/**
 * By whom a rating is handed over that came by no terminal. On a phone, its case and stage are those
 * of the invitation, and it was given when it arrives: nobody's clock is to be trusted.
 */
export type RatingSource =
  | { kind: 'phone'; invitationId: string }
  | {
      kind: 'system';
      systemId: string;
      caseNo: string;
      stage: Stage;
      invitationId: string | null;
      /** Epoch milliseconds. */
      ratedAt: number;
    };

/** What the citizen said. */
export type SaidRating = Omit<EnteredRating['body'], 'caseNo' | 'stage' | 'invitationId'>;

/**
 * counted: in the figures. unmatched: waits for its service record. refused: kept in the ledger
 * with the reason, in no figure. forged: its signature turned out bad. notAdopted: set aside on
 * appeal, left out of the person's figures alone (SZ-22a).
 */
export type RatingStanding = 'counted' | 'unmatched' | 'refused' | 'forged' | 'notAdopted';

export type ServiceOutcome =
  | { status: 'recorded'; invitation: OpenedInvitation | null; explanation: Explanation }
  | { status: 'duplicate' }
  | { status: 'refused'; errors: { path: string; message: string; rule?: string }[] };

export interface OpenedInvitation {
  invitationId: string;
  stage: Stage;
  /** Exclusive, SZ-17a. */
  closesAt: number;
  /** The terminal to prompt now; null when none stands there or it was rated already. */
  terminalId: string | null;
  prompt: Prompt | null;
}

export interface CaseView {
  caseNo: string;
  records: { systemId: string; record: ServiceRecord; receivedAt: number; position: number }[];
  invitations: InvitationView[];
  ratings: (LiveRating & { explanation: Explanation; order: OrderBeside | null })[];
}

/** What the story of a case is told from (`hub/explain`). */
export interface StoryFacts {
  caseNo: string;
  entries: LedgerEntry[];
  prompts: ToldPrompt[];
  contradictions: Pick<ContradictionRow, 'kind' | 'rule' | 'recordIds' | 'at'>[];
}

/** One asking at a terminal, and how it ended. */
export interface ToldPrompt {
  promptId: string;
  terminalId: string;
  caseNo: string;
  stage: Stage;
  issuedAt: number;
  showUntil: number;
  ending: PromptEnding | null;
  endedAt: number | null;
  detail: string | null;
}

/** The right to rate that a case has at one stage, as it stands now. */
export interface InvitationView {
  invitationId: string;
  kind: 'plain' | 'batch' | 'theme';
  stage: Stage;
  pack: string;
  openedAt: number;
  /** Exclusive (SZ-17a). */
  closesAt: number;
  /** closed: the deadline has passed and the default is about to be made. */
  status: 'open' | 'rated' | 'closed' | 'defaulted';
  /** The level that stands by rule (SZ-17b); null while none does. */
  defaultLevel: Level | null;
  /** All cases it is for, with the linked ones of a theme (SZ-20a, SZ-20b). */
  cases: { caseNo: string; role: 'own' | 'linked'; itemCode: string; itemName: string }[];
  explanation: Explanation;
}

/** An invitation by itself, for a link that leads to it. */
export interface InvitationDetail extends Omit<InvitationView, 'status' | 'explanation'> {
  /** void: no case belongs to it any more. */
  status: InvitationView['status'] | 'void';
  /** The case that stands for all of them. */
  caseNo: string;
  itemCode: string;
  itemName: string;
  /** `YYYY-MM-DD`, in the time zone of its pack (SZ-17a). */
  lastDay: string;
  /** When it was rated, in epoch milliseconds. */
  ratedAt: number | null;
}

/** Records of a case that cannot all be true. */
export interface ContradictionRow {
  caseNo: string;
  kind: string;
  rule: string;
  recordIds: string[];
  at: number;
  seenBy: string | null;
  seenAt: number | null;
}

export interface UnknownCodeRow {
  kind: 'item' | 'staff';
  code: string;
  name: string;
  /** How many records used it. */
  records: number;
  firstAt: number;
  lastAt: number;
}

export interface QuarantineEntry {
  position: number;
  at: number;
  terminalId: string | null;
  source: string;
  reason: string;
  detail: string;
  digest: string;
  /** At most `LIMITS.payloadBytes`, base64. */
  payload: string;
}

export type TerminalStatus = 'enrolled' | 'suspended' | 'revoked';

export type PresenceChange =
  | { event: 'connected' | 'disconnected'; bootId?: string }
  | { event: 'birth' | 'will'; bootId: string; screen: string; keypad: string }
  | {
      event: 'hello';
      bootId: string;
      appVersion: string;
      pending: number;
      clockOffsetMs: number | null;
    };

export interface TerminalRow {
  terminalId: string;
  terminalNo: string;
  kind: TerminalKind;
  hallId: string;
  windowNo: string | null;
  status: TerminalStatus;
  secretHash: string;
  publicKey: PublicKey;
  enrolledAt: number;
  connected: boolean;
  screen: string | null;
  keypad: string | null;
  bootId: string | null;
  appVersion: string | null;
  pending: number | null;
  lastSeenAt: number | null;
  lastRatingAt: number | null;
  contiguousSeq: number;
}

export interface EnrolmentRow {
  enrolmentId: string;
  userCode: string;
  kind: TerminalKind;
  hint: string | null;
  appVersion: string;
  /** First 16 hex digits of SHA-256 over the public key's x and y, for comparing by eye. */
  keyFingerprint: string;
  requestedAt: number;
  expiresAt: number;
}

export interface Directory {
  halls: {
    hallId: string;
    name: string;
    notices: string[];
    openingHours?: OpeningHours;
    windows: { windowNo: string; name: string; staffNo: string | null }[];
  }[];
  staff: { staffNo: string; name: string; photoUrl?: string }[];
  items: { itemCode: string; name: string; certificate: boolean; departmentCode?: string }[];
}

/** What an account may do; see `hub/people/roles.ts`. */
export type Role =
  | 'administrator'
  | 'operator'
  | 'handler'
  | 'reviewer'
  | 'appealDecider'
  | 'privacyOfficer'
  | 'auditor';

export interface AccountRow {
  name: string;
  roles: Role[];
}

export interface Account extends AccountRow {
  /** `scrypt$N$r$p$salt$hash`, base64url parts. */
  passwordHash: string;
}

/** A rule pack; who imported it and when, or null where a release brought it. */
export interface PackRow {
  pack: RulePack;
  imported: { at: number; by: string } | null;
}

/** The working calendar in force. */
export interface CalendarRow {
  calendar: CalendarData;
  imported: { at: number; by: string } | null;
}

/** There is always somebody left who can administer the hub. */
export type AccountChange = 'done' | 'unknownAccount' | 'lastAdministrator';

/** A service record as the store may have it: without the applicant. */
export type KeptRecord = Omit<ServiceRecord, 'applicant'> & { applicant?: never };

/** Who a case is for, each value sealed by itself; see `hub/privacy/seal.ts`. */
export interface SealedFields {
  keyId: string;
  name: string;
  idNo: string | null;
  phone: string | null;
}

/** An applicant as it comes with a service record. */
export interface SealedIdentity extends SealedFields {
  kind: ApplicantKind;
  idType: IdType | null;
  /** Blind indexes: equal numbers have equal ones, and none can be read. */
  idNoIndex: string | null;
  phoneIndex: string | null;
  /** Keyed, so that another applicant under the same record id is noticed. */
  digest: string;
}

export interface KeptIdentity extends SealedFields {
  caseNo: string;
  kind: ApplicantKind;
  idType: IdType | null;
}

export type IdentityRow =
  | { state: 'kept'; identity: KeptIdentity; lastRecordAt: number }
  | { state: 'deleted'; caseNo: string; deletedAt: number; rule: string };

/** Who looked at whom and why. Names cases, never a value. */
export type IdentityAccess =
  | { kind: 'identity.revealed'; by: string; reason: string; caseNo: string }
  | {
      kind: 'identity.lookedUp';
      by: string;
      reason: string;
      field: 'idNo' | 'phone';
      caseNos: string[];
    }
  | {
      kind: 'identity.refused';
      by: string;
      attempt: 'reveal' | 'lookUp';
      caseNo: string | null;
      why: string;
    };

export interface AccessLogEntry {
  position: number;
  at: number;
  kind: string;
  by: string;
  reason: string | null;
  caseNos: string[];
  /** The rest of what was kept, e.g. why an attempt was refused. */
  facts: Record<string, unknown>;
}

export interface SystemRow {
  systemId: string;
  name: string;
  addedAt: number;
  revokedAt: number | null;
}

export interface UnverifiedRating {
  position: number;
  terminalId: string;
  publicKey: PublicKey;
  /** The payload as received. */
  payload: string;
}

export interface StoreState {
  epoch: string;
  schemaVersion: number;
  ledger: { position: number; hash: string };
  counts: {
    counted: number;
    unmatched: number;
    refused: number;
    forged: number;
    notAdopted: number;
    /** Made by rule (SZ-17b). */
    defaults: number;
    /** Everything about test cases. */
    test: number;
    quarantined: number;
    /** Unreadable evidence that had to make room, ever. */
    quarantineDropped: number;
  };
  unverified: number;
}
