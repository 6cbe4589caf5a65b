import type { ApplicantKind, IdType } from '../../../protocol/index.ts';

/** Who a case is for: sealed, and every look at it kept. */
export interface IdentityCommands {
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
}

export interface IdentityQueries {
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
}

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
