import type { DatabaseSync } from 'node:sqlite';
import { InvitationTable } from './invitation-table.ts';
import { MemberTable } from './member-table.ts';
import { PromptTable } from './prompt-table.ts';
import { RatingTable } from './rating-table.ts';

/** The projections that the rules of rating read and move. */
export interface Tables {
  ratings: RatingTable;
  invitations: InvitationTable;
  members: MemberTable;
  prompts: PromptTable;
}

export function openTables(db: DatabaseSync): Tables {
  return {
    ratings: new RatingTable(db),
    invitations: new InvitationTable(db),
    members: new MemberTable(db),
    prompts: new PromptTable(db),
  };
}
