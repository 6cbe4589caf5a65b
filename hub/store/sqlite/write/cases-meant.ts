import type { DatabaseSync } from 'node:sqlite';
import type { CasesMeant, DefaultedCase } from '../../../outbound/deliveries-of.ts';

/** Looks up the cases that a ledger entry is about without naming them. */
export function casesMeant(db: DatabaseSync): CasesMeant {
  const batch = db.prepare(
    `SELECT c.caseNo FROM invitationCases c JOIN invitations i ON i.position = c.invitation
     WHERE c.invitation = ? AND c.role = 'own' AND i.kind = 'batch' ORDER BY c.caseNo`,
  );
  const defaulted = db.prepare(
    `SELECT i.invitationId, c.caseNo
     FROM ledger l, json_each(l.body, '$.invitations') one
     JOIN invitations i ON i.position = one.value
     JOIN invitationCases c ON c.invitation = i.position AND c.role = 'own'
     WHERE l.position = ? AND l.kind = 'default.made' AND i.defaultedBy = l.position
       AND i.test = 0
     ORDER BY i.position, c.caseNo`,
  );
  return {
    ofBatch: (invitation) => batch.all(invitation).map(({ caseNo }) => String(caseNo)),
    ofDefault: (position) => defaulted.all(position) as unknown as DefaultedCase[],
  };
}
