import type { DatabaseSync } from 'node:sqlite';
import { InvitationTable } from './invitation-table.ts';
import { MemberTable } from './member-table.ts';
import { PromptTable } from './prompt-table.ts';
import { RatingTable } from './rating-table.ts';
import { StoryIndex } from './story-index.ts';

/** The projections that the rules of rating read and move. */
export interface Tables {
  ratings: RatingTable;
  invitations: InvitationTable;
  members: MemberTable;
  prompts: PromptTable;
  stories: StoryIndex;
}

export function openTables(db: DatabaseSync): Tables {
  return {
    ratings: new RatingTable(db),
    invitations: new InvitationTable(db),
    members: new MemberTable(db),
    prompts: new PromptTable(db),
    stories: new StoryIndex(db),
  };
}
