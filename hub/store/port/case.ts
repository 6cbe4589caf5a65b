import type { PromptEnding, ServiceRecord, Stage } from '../../../protocol/index.ts';
import type { LedgerEntry } from '../../ledger/chain.ts';
import type { Explanation } from '../../rules/explanation.ts';
import type { OrderBeside } from '../../workorders/port.ts';
import type { SealedIdentity } from './identity.ts';
import type { InvitationView, OpenedInvitation } from './invitation.ts';
import type { LiveRating } from './rating.ts';

/** Cases and the service records they are made of. */
export interface CaseCommands {
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
  /** An operator has looked at records that contradict each other. */
  'contradiction.seen': {
    command: { caseNo: string; about: string; by: string; at: number };
    outcome: { known: boolean };
  };
}

export interface CaseQueries {
  case: { query: { caseNo: string }; answer: CaseView | null };
  /** All that the ledger says of one case, in order; null when nothing is known of it. */
  story: { query: { caseNo: string }; answer: StoryFacts | null };
  contradictions: { query: { seen: boolean; limit: number }; answer: ContradictionRow[] };
  /** Codes that records used and the directory does not know, and tags that are in no list. */
  unknownCodes: { query: object; answer: UnknownCodeRow[] };
}

/** A service record as the store may have it: without the applicant. */
export type KeptRecord = Omit<ServiceRecord, 'applicant'> & { applicant?: never };

export type ServiceOutcome =
  | { status: 'recorded'; invitation: OpenedInvitation | null; explanation: Explanation }
  | { status: 'duplicate' }
  | { status: 'refused'; errors: { path: string; message: string; rule?: string }[] };

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
  kind: 'item' | 'staff' | 'tag';
  code: string;
  name: string;
  /** How many records or ratings used it. */
  records: number;
  firstAt: number;
  lastAt: number;
}
