-- Rule packs and working calendars as imported; what a release brings is not stored.
CREATE TABLE packs (
  position INTEGER PRIMARY KEY REFERENCES ledger,
  name TEXT NOT NULL,
  version INTEGER NOT NULL,
  content TEXT NOT NULL,
  importedAt INTEGER NOT NULL,
  importedBy TEXT NOT NULL
) STRICT;

CREATE UNIQUE INDEX packs_once ON packs (name, version);

CREATE TABLE calendars (
  position INTEGER PRIMARY KEY REFERENCES ledger,
  version INTEGER NOT NULL UNIQUE,
  content TEXT NOT NULL,
  importedAt INTEGER NOT NULL,
  importedBy TEXT NOT NULL
) STRICT;

-- The pack an invitation goes by, the completion its days count from, and the ledger position of
-- the decision that set its present deadline.
ALTER TABLE invitations ADD COLUMN pack TEXT NOT NULL DEFAULT '';
ALTER TABLE invitations ADD COLUMN completedAt INTEGER NOT NULL DEFAULT 0;
ALTER TABLE invitations ADD COLUMN decision INTEGER NOT NULL DEFAULT 0;

-- Until now an invitation always stood right behind the service record that opened it.
UPDATE invitations SET
  decision = position,
  pack = (SELECT json_extract(l.body, '$.explanation.pack') FROM ledger l
    WHERE l.position = invitations.position),
  completedAt = (SELECT CAST(round(unixepoch(json_extract(l.payload, '$.occurredAt'), 'subsec')
    * 1000) AS INTEGER) FROM ledger l WHERE l.position = invitations.position - 1);
