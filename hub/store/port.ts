import type { AppealCommands, AppealQueries } from '../appeals/port.ts';
import type { RedactionCommands } from '../privacy/port.ts';
import type { WorkOrderCommands, WorkOrderQueries } from '../workorders/port.ts';
import type { CaseCommands, CaseQueries } from './port/case.ts';
import type { DirectoryCommands, DirectoryQueries } from './port/directory.ts';
import type { DisclosureCommands, DisclosureQueries } from './port/disclosure.ts';
import type { EditionCommands, EditionQueries } from './port/edition.ts';
import type { EnrolmentCommands, EnrolmentQueries } from './port/enrolment.ts';
import type { EvidenceCommands, EvidenceQueries } from './port/evidence.ts';
import type { IdentityCommands, IdentityQueries } from './port/identity.ts';
import type { InvitationCommands, InvitationQueries } from './port/invitation.ts';
import type { OutboundCommands, OutboundQueries } from './port/outbound.ts';
import type { PeopleCommands, PeopleQueries } from './port/people.ts';
import type { RatingCommands, RatingQueries } from './port/rating.ts';
import type { RuleCommands, RuleQueries } from './port/rule-pack.ts';
import type { TerminalCommands, TerminalQueries } from './port/terminal.ts';

export type { Explanation } from '../rules/explanation.ts';
export type {
  CaseView,
  ContradictionRow,
  KeptRecord,
  ServiceOutcome,
  StoryFacts,
  ToldPrompt,
  UnknownCodeRow,
} from './port/case.ts';
export type { Directory } from './port/directory.ts';
export type { EditionRow } from './port/edition.ts';
export type { EnrolmentRow } from './port/enrolment.ts';
export type { QuarantineEntry, StoreState } from './port/evidence.ts';
export type {
  AccessLogEntry,
  IdentityAccess,
  IdentityRow,
  KeptIdentity,
  SealedFields,
  SealedIdentity,
} from './port/identity.ts';
export type { InvitationDetail, InvitationView, OpenedInvitation } from './port/invitation.ts';
export type { Account, AccountChange, AccountRow, Role, SystemRow } from './port/people.ts';
export type {
  LiveRating,
  RatingSource,
  RatingStanding,
  SaidRating,
  UnverifiedRating,
} from './port/rating.ts';
export type { CalendarRow, PackRow } from './port/rule-pack.ts';
export type { PresenceChange, TerminalRow, TerminalStatus } from './port/terminal.ts';

/**
 * What the hub asks of its database. One writer: every command of the moment goes into one
 * transaction (group commit), and its promise resolves only after that transaction is durable.
 * A command that is refused by the rules resolves with its refusal; a rejected promise means the
 * store itself failed, nothing of the command was kept, and the sender must try again.
 *
 * What it can be asked and told stands in `port/`, a file for each noun. All times are epoch
 * milliseconds. The contract suite (`contract.ts`) runs on each implementation.
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
export interface Commands
  extends RatingCommands,
    InvitationCommands,
    CaseCommands,
    IdentityCommands,
    TerminalCommands,
    EnrolmentCommands,
    EditionCommands,
    DirectoryCommands,
    PeopleCommands,
    RuleCommands,
    DisclosureCommands,
    OutboundCommands,
    EvidenceCommands,
    WorkOrderCommands,
    AppealCommands,
    RedactionCommands {}

/** Everything that can be asked of the store; never waits for a writer. */
export interface Queries
  extends RatingQueries,
    InvitationQueries,
    CaseQueries,
    IdentityQueries,
    TerminalQueries,
    EnrolmentQueries,
    EditionQueries,
    DirectoryQueries,
    PeopleQueries,
    RuleQueries,
    DisclosureQueries,
    OutboundQueries,
    EvidenceQueries,
    WorkOrderQueries,
    AppealQueries {}
