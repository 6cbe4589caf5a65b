import type { Level, Prompt, Stage } from '../../../protocol/index.ts';
import type { Explanation } from '../../rules/explanation.ts';

/** The right to rate, from opening to default. */
export interface InvitationCommands {
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
}

export interface InvitationQueries {
  invitation: { query: { invitationId: string }; answer: InvitationDetail | null };
  /** When the next invitation closes that nobody has rated; null when none is open. */
  nextDeadline: { query: object; answer: number | null };
}

export interface OpenedInvitation {
  invitationId: string;
  stage: Stage;
  /** Exclusive, SZ-17a. */
  closesAt: number;
  /** The terminal to prompt now; null when none stands there or it was rated already. */
  terminalId: string | null;
  prompt: Prompt | null;
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
