import type { DatabaseSync } from 'node:sqlite';
import type { CasesMeant, DefaultedCase } from '../../../outbound/deliveries-of.ts';

/** The case was there already at the entry that is read. */
const NOT_JOINED_LATER = `NOT EXISTS (SELECT 1
  FROM ledgerAbout a JOIN ledger x ON x.position = a.position, json_each(x.body, '$.caseNos') later
  WHERE a.about = c.invitation AND a.position > :asOf AND x.kind = 'invitation.extended'
    AND later.value = c.caseNo)`;

/** Looks up the cases that a ledger entry is about without naming them. */
export function casesMeant(db: DatabaseSync): CasesMeant {
  const batch = db.prepare(
    `SELECT c.caseNo FROM invitationCases c JOIN invitations i ON i.position = c.invitation
     WHERE c.invitation = :invitation AND c.role = 'own' AND i.kind = 'batch'
       AND ${NOT_JOINED_LATER} ORDER BY c.caseNo`,
  );
  const linked = db.prepare(
    `SELECT c.caseNo FROM invitationCases c JOIN invitations i ON i.position = c.invitation
     WHERE c.invitation = ? AND c.role = 'linked' AND i.kind = 'theme' AND i.test = 0`,
  );
  const defaulted = db.prepare(
    `SELECT i.invitationId, c.caseNo
     FROM ledger l, json_each(l.body, '$.invitations') one
     JOIN invitations i ON i.position = one.value
     JOIN invitationCases c ON c.invitation = i.position AND c.role = 'own'
     WHERE l.position = :made AND l.kind = 'default.made' AND i.defaultedBy = l.position
       AND i.test = 0 AND ${NOT_JOINED_LATER}
     ORDER BY i.position, c.caseNo`,
  );
  return {
    ofBatch: (invitation, asOf) =>
      batch.all({ invitation, asOf }).map(({ caseNo }) => String(caseNo)),
    linkedTo: (invitation) => linked.all(invitation).map(({ caseNo }) => String(caseNo)),
    ofDefault: (made, asOf) => defaulted.all({ made, asOf }) as unknown as DefaultedCase[],
  };
}
