import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Prompt, PromptEnding } from '../../../../protocol/index.ts';
import type { PromptFacts } from '../../../ratings/judge.ts';

export interface PromptRow extends PromptFacts {
  ending: PromptEnding | null;
}

/** The askings the hub made, and how each ended. */
export class PromptTable {
  readonly #find: StatementSync;
  readonly #insert: StatementSync;
  readonly #replace: StatementSync;
  readonly #end: StatementSync;
  readonly #report: StatementSync;
  readonly #isOwn: StatementSync;

  constructor(db: DatabaseSync) {
    this.#find = db.prepare(
      `SELECT terminalId, caseNo, stage, issuedAt, showUntil, ending FROM prompts
       WHERE promptId = ?`,
    );
    this.#insert = db.prepare(
      `INSERT INTO prompts (promptId, terminalId, caseNo, stage, issuedAt, showUntil, content)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#replace = db.prepare(
      `UPDATE prompts SET ending = 'replaced', endedAt = ? WHERE terminalId = ? AND ending IS NULL`,
    );
    this.#end = db.prepare(
      'UPDATE prompts SET ending = ?, endedAt = ? WHERE promptId = ? AND ending IS NULL',
    );
    this.#report = db.prepare(
      `UPDATE prompts SET ending = ?, endedAt = ?, detail = ?
       WHERE promptId = ? AND terminalId = ?`,
    );
    this.#isOwn = db.prepare(
      `SELECT 1 FROM prompts WHERE promptId = ? AND content ->> 'invitationId' = ?`,
    );
  }

  find(promptId: string): PromptRow | null {
    return (this.#find.get(promptId) as unknown as PromptRow | undefined) ?? null;
  }

  /**
   * Does the rating name the invitation of the very prompt it answers? Then its case was asked
   * about under that invitation, wherever later records have put the case since.
   */
  isOwn({ promptId, invitationId }: { promptId: string; invitationId: string | null }): boolean {
    return this.#isOwn.get(promptId, invitationId) !== undefined;
  }

  /** Desired state: the newest one holds, so the ones before it at this terminal end. */
  issue(prompt: Prompt, facts: PromptFacts): void {
    const { terminalId, caseNo, stage, issuedAt, showUntil } = facts;
    this.#replace.run(issuedAt, terminalId);
    const content = JSON.stringify(prompt);
    this.#insert.run(prompt.promptId, terminalId, caseNo, stage, issuedAt, showUntil, content);
  }

  end(promptId: string, ending: PromptEnding, at: number): void {
    this.#end.run(ending, at, promptId);
  }

  /** What the terminal says holds, also over what the hub supposed. */
  report(
    promptId: string,
    told: { terminalId: string; ending: PromptEnding; detail: string | null; at: number },
  ): boolean {
    const { terminalId, ending, detail, at } = told;
    return this.#report.run(ending, at, detail, promptId, terminalId).changes === 1;
  }
}
