import type { Explanation } from '../rules/explanation.ts';
import type { Attachment } from '../workorders/step.ts';
import type { AppealParty, AppealRefusal, AppealState, Decision, Filing } from './appeal.ts';

export interface AppealCommands {
  'appeal.file': {
    command: { filing: Filing; by: AppealParty };
    outcome: { status: 'filed'; appealNo: string } | NotDone;
  };
  /** The first decision, or the one that reverses it on re-check. */
  'appeal.decide': {
    command: { appealNo: string; decision: Decision; by: AppealParty };
    outcome: { status: 'decided'; state: AppealState['state']; upheld: boolean } | NotDone;
  };
}

type NotDone = { status: 'unknown' } | { status: 'refused'; refusal: AppealRefusal };

export interface AppealQueries {
  /** Newest rating first. `before` is a ledger position. */
  appeals: { query: { limit: number; before?: number }; answer: AppealView[] };
}

export interface AppealView {
  appealNo: string;
  /** Ledger position of the rating. */
  rating: number;
  caseNo: string;
  staffNo: string;
  subject: Filing['subject'];
  ground: Filing['ground'];
  /** lapsed: the rating stopped counting before a decision; derived, never stored. */
  state: AppealState['state'] | 'lapsed';
  upheld: boolean | null;
  /** How the rating stands now. */
  standing: string;
  filedAt: number;
  filedBy: string;
  text: string;
  attachments: Attachment[];
  explanation: Explanation;
  decisions: AppealDecisionView[];
}

export interface AppealDecisionView {
  at: number;
  by: string;
  uphold: boolean;
  text: string;
  attachments: Attachment[];
  explanation: Explanation;
}
