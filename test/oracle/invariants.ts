import { DatabaseSync } from 'node:sqlite';

const TWO_COUNTED = `SELECT invitation FROM ratings WHERE standing = 'counted'
  GROUP BY invitation HAVING count(*) > 1`;
const DEFAULT_BESIDE_RATING = `SELECT i.position FROM invitations i WHERE i.defaultedBy IS NOT NULL
  AND EXISTS (SELECT 1 FROM ratings r WHERE r.invitation = i.position AND r.standing = 'counted')`;
const STATE_UNLIKE_FACTS = `SELECT position FROM invitations i WHERE
  (state = 'defaulted') <> (defaultedBy IS NOT NULL) OR (state = 'rated') <> (ratedBy IS NOT NULL)
  OR (state = 'void') <> NOT EXISTS (SELECT 1 FROM invitationCases c WHERE c.invitation = i.position)
  OR ratedBy IS NOT (SELECT r.position FROM ratings r
    WHERE r.invitation = i.position AND r.standing = 'counted')`;

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
