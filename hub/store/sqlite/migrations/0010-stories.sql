-- What the ledger says later about an invitation or a rating, so that the story of a case is found
-- without reading the ledger. Kept by what changes cases; receiving a rating writes nothing here.
CREATE TABLE ledgerAbout (
  about INTEGER NOT NULL,
  position INTEGER NOT NULL,
  PRIMARY KEY (about, position)
) STRICT, WITHOUT ROWID;

INSERT INTO ledgerAbout
  SELECT json_extract(body, '$.invitation'), position FROM ledger
  WHERE kind IN ('invitation.changed', 'default.withdrawn')
  UNION
  SELECT json_extract(body, '$.rating'), position FROM ledger WHERE kind = 'rating.settled'
  UNION
  SELECT value, position FROM ledger, json_each(body, '$.invitations') WHERE kind = 'default.made';

-- Every invitation that a case ever belonged to.
CREATE TABLE caseInvitations (
  caseNo TEXT NOT NULL,
  invitation INTEGER NOT NULL,
  PRIMARY KEY (caseNo, invitation)
) STRICT, WITHOUT ROWID;

INSERT INTO caseInvitations
  SELECT caseNo, invitation FROM invitationCases
  UNION
  SELECT json_extract(value, '$.caseNo'), position FROM ledger, json_each(body, '$.joined')
  WHERE kind = 'invitation.opened'
  UNION
  SELECT json_extract(value, '$.caseNo'), json_extract(body, '$.invitation')
  FROM ledger, json_each(body, '$.joined') WHERE kind = 'invitation.changed';

CREATE INDEX prompts_by_case ON prompts (caseNo);
