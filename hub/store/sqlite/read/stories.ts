import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { LedgerEntry } from '../../../ledger/chain.ts';
import type { StoryFacts, ToldPrompt } from '../../port.ts';
import { payloadOf } from '../payload.ts';

/** Everything the ledger says of one case, found through the projections. */
export class StoryReader {
  readonly #entries: StatementSync;
  readonly #prompts: StatementSync;
  readonly #contradictions: StatementSync;

  constructor(db: DatabaseSync) {
    this.#entries = db.prepare(
      `WITH held AS (SELECT invitation FROM caseInvitations WHERE caseNo = ?1),
         tapped AS (
           SELECT position FROM ratings WHERE caseNo = ?1
           UNION SELECT r.position FROM held h
             JOIN invitations i ON i.position = h.invitation
             JOIN caseInvitations m ON m.invitation = h.invitation
             JOIN ratings r ON r.caseNo = m.caseNo AND r.stage = i.stage),
         told AS (
           SELECT position FROM serviceRecords WHERE caseNo = ?1
           UNION SELECT invitation FROM held
           UNION SELECT a.position FROM ledgerAbout a JOIN held h ON a.about = h.invitation
           UNION SELECT i.defaultedBy FROM invitations i JOIN held h ON i.position = h.invitation
             WHERE i.defaultedBy IS NOT NULL
           UNION SELECT position FROM tapped
           UNION SELECT a.position FROM ledgerAbout a JOIN tapped t ON a.about = t.position
           UNION SELECT s.position FROM workOrderSteps s JOIN tapped t ON s.rating = t.position
           UNION SELECT x.position FROM redactions x JOIN tapped t ON x.entry = t.position
           UNION SELECT x.position FROM redactions x JOIN workOrderSteps s ON s.position = x.entry
             JOIN tapped t ON s.rating = t.position
           UNION SELECT x.position FROM appeals a JOIN tapped t ON a.rating = t.position
             JOIN redactions x ON x.entry IN (a.filed, a.decided, a.rechecked)
           UNION SELECT a.filed FROM appeals a JOIN tapped t ON a.rating = t.position
           UNION SELECT a.decided FROM appeals a JOIN tapped t ON a.rating = t.position
           UNION SELECT a.rechecked FROM appeals a JOIN tapped t ON a.rating = t.position)
       SELECT l.position, l.kind, l.at, l.body, ${payloadOf('l')} AS payload
       FROM told JOIN ledger l ON l.position = told.position ORDER BY l.position`,
    );
    this.#prompts = db.prepare(
      `SELECT DISTINCT p.promptId, p.terminalId, p.caseNo, p.stage, p.issuedAt, p.showUntil,
         p.ending, p.endedAt, p.detail
       FROM caseInvitations h JOIN invitations i ON i.position = h.invitation
       JOIN caseInvitations m ON m.invitation = h.invitation
       JOIN prompts p ON p.caseNo = m.caseNo AND p.content ->> 'invitationId' = i.invitationId
       WHERE h.caseNo = ? ORDER BY p.issuedAt`,
    );
    this.#contradictions = db.prepare(
      'SELECT kind, rule, recordIds, at FROM contradictions WHERE caseNo = ? ORDER BY at, kind',
    );
  }

  /** null when nothing is known of the case. */
  of(caseNo: string): StoryFacts | null {
    const entries = this.#entries.all(caseNo) as unknown as LedgerEntry[];
    if (entries.length === 0) return null;
    const prompts = this.#prompts.all(caseNo) as unknown as ToldPrompt[];
    const contradictions = this.#contradictions.all(caseNo).map((row) => ({
      kind: String(row.kind),
      rule: String(row.rule),
      recordIds: JSON.parse(String(row.recordIds)) as string[],
      at: Number(row.at),
    }));
    return { caseNo, entries, prompts, contradictions };
  }
}
