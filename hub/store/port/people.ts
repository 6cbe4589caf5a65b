import type { SystemKind } from '../../people/system-kind.ts';

/** Who may call the hub: accounts of people, keys of business systems. */
export interface PeopleCommands {
  'system.add': {
    command: {
      systemId: string;
      name: string;
      systemKind: SystemKind;
      keyHash: string;
      by: string;
      at: number;
    };
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
}

export interface PeopleQueries {
  system: {
    query: { keyHash: string };
    answer: { systemId: string; name: string; kind: SystemKind } | null;
  };
  systems: { query: object; answer: SystemRow[] };
  account: { query: { name: string }; answer: Account | null };
  accounts: { query: object; answer: AccountRow[] };
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

/** There is always somebody left who can administer the hub. */
export type AccountChange = 'done' | 'unknownAccount' | 'lastAdministrator';

export interface SystemRow {
  systemId: string;
  name: string;
  kind: SystemKind;
  addedAt: number;
  revokedAt: number | null;
}
