import type {
  Channel,
  Configuration,
  EnrolmentApproval,
  EnrolmentRequest,
  Level,
  Prompt,
  PromptReport,
  PublicKey,
  ReceiptEntry,
  ServiceRecord,
  Stage,
  TerminalKind,
} from '../../protocol/index.ts';
import type { MonthSpan } from '../disclosure/month.ts';
import type { BulletinSource, PublishedBulletin } from '../disclosure/source.ts';
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
export interface Commands {
  /** A payload on a terminal's rating topic: decoded, judged and kept inside the transaction. */
  'rating.receive': {
    command: { terminalId: string; payload: Uint8Array; receivedAt: number };
    outcome: { receipt: ReceiptEntry; live: LiveRating | null };
  };
  /** Any other message that could not be taken: kept as evidence. */
  'quarantine.add': {
    command: { entry: Omit<QuarantineEntry, 'position'> };
    outcome: { kept: boolean };
  };
  /** One step of a case, from a business system. Idempotent by (system, recordId). */
  'service.record': {
    command: { systemId: string; record: ServiceRecord; receivedAt: number };
    outcome: ServiceOutcome;
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
  'account.put': {
    command: { account: Account; at: number };
    outcome: null;
  };
}

/** Everything that can be asked of the store; never waits for a writer. */
export interface Queries {
  terminal: { query: { terminalId: string }; answer: TerminalRow | null };
  terminals: { query: object; answer: TerminalRow[] };
  enrolments: { query: { at: number }; answer: EnrolmentRow[] };
  /** What a terminal should know now, pulled by its hello. */
  desiredState: {
    query: { terminalId: string; at: number };
    answer: { prompt: Prompt | null; configuration: Configuration; contiguousSeq: number } | null;
  };
  case: { query: { caseNo: string }; answer: CaseView | null };
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
  directory: { query: object; answer: Directory };
  state: { query: object; answer: StoreState };
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
  signature: 'unverified' | 'valid' | 'bad';
}

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

/** Why a decision was taken; kept with it. */
export interface Explanation {
  rule: string;
  pack: string;
  facts: Record<string, unknown>;
}

export interface CaseView {
  caseNo: string;
  records: { systemId: string; record: ServiceRecord; receivedAt: number; position: number }[];
  invitations: InvitationView[];
  ratings: (LiveRating & { explanation: Explanation })[];
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
    windows: { windowNo: string; name: string; staffNo: string | null }[];
  }[];
  staff: { staffNo: string; name: string; photoUrl?: string }[];
  items: { itemCode: string; name: string; certificate: boolean; departmentCode?: string }[];
}

export interface Account {
  name: string;
  role: 'administrator';
  /** `scrypt$N$r$p$salt$hash`, base64url parts. */
  passwordHash: string;
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
