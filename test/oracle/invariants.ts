import { DatabaseSync } from 'node:sqlite';

/** Linked cases alone may be rated one by one (SZ-20b). */
const TWO_COUNTED = `SELECT r.invitation FROM ratings r LEFT JOIN invitationCases c
    ON c.invitation = r.invitation AND c.caseNo = r.caseNo AND c.stage = r.stage
  WHERE r.standing = 'counted' GROUP BY r.invitation
  HAVING count(*) > 1 AND (count(DISTINCT r.caseNo) < count(*) OR sum(c.role IS NOT 'linked') > 0)`;
const DEFAULT_BESIDE_RATING = `SELECT i.position FROM invitations i WHERE i.defaultedBy IS NOT NULL
  AND EXISTS (SELECT 1 FROM ratings r WHERE r.invitation = i.position AND r.standing = 'counted')`;
const STATE_UNLIKE_FACTS = `SELECT position FROM invitations i WHERE
  (state = 'defaulted') <> (defaultedBy IS NOT NULL) OR (state = 'rated') <> (ratedBy IS NOT NULL)
  OR (state = 'void') <> NOT EXISTS (SELECT 1 FROM invitationCases c WHERE c.invitation = i.position)
  OR ratedBy IS NOT (SELECT r.position FROM ratings r
    WHERE r.invitation = i.position AND r.standing = 'counted'
    ORDER BY r.tappedAt, r.eventId LIMIT 1)`;

/** What must hold in the database after every single step; returns what does not. */
export function watchInvariants(databasePath: string): { broken(): string[]; close(): void } {
  const db = new DatabaseSync(databasePath, { readOnly: true, timeout: 5_000 });
  const rules = { TWO_COUNTED, DEFAULT_BESIDE_RATING, STATE_UNLIKE_FACTS };
  const checks = Object.entries(rules).map(([name, sql]) => ({ name, check: db.prepare(sql) }));
  return {
    broken: () =>
      checks.flatMap(({ name, check }) =>
        check.all().map((row) => `${name} ${JSON.stringify(row)}`),
      ),
    close: () => db.close(),
  };
}
