-- What an invitation is about changes with its cases' records; how it stands changes with every
-- rating. The second apart is a tenth as wide, so that many ratings of one moment share a page.
CREATE TABLE invitationStates (
  position INTEGER PRIMARY KEY REFERENCES ledger,
  closesAt INTEGER NOT NULL,
  state TEXT NOT NULL,
  -- Tap and ledger position of the rating that counts.
  ratedAt INTEGER,
  ratedBy INTEGER,
  -- Ledger position of the default in force.
  defaultedBy INTEGER,
  -- Ledger position of the last decision about it.
  decision INTEGER NOT NULL
) STRICT;

INSERT INTO invitationStates
  SELECT position, closesAt, state, ratedAt, ratedBy, defaultedBy, decision FROM invitations
  ORDER BY position;

CREATE TABLE invitationContents (
  position INTEGER PRIMARY KEY REFERENCES ledger,
  invitationId TEXT NOT NULL UNIQUE,
  groupKey TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  stage TEXT NOT NULL,
  pack TEXT NOT NULL,
  test INTEGER NOT NULL,
  openedAt INTEGER NOT NULL,
  -- Local day before the deadline: the day of its default rating.
  lastDay TEXT NOT NULL,
  defaultLevel INTEGER NOT NULL,
  cases INTEGER NOT NULL,
  declarationNo TEXT,
  caseNo TEXT NOT NULL,
  hallId TEXT NOT NULL,
  departmentCode TEXT NOT NULL,
  windowNo TEXT NOT NULL,
  itemCode TEXT NOT NULL,
  itemName TEXT NOT NULL,
  staffNo TEXT NOT NULL
) STRICT;

INSERT INTO invitationContents
  SELECT position, invitationId, groupKey, kind, stage, pack, test, openedAt, lastDay,
    defaultLevel, cases, declarationNo, caseNo, hallId, departmentCode, windowNo, itemCode,
    itemName, staffNo
  FROM invitations ORDER BY position;

DROP TABLE invitations;
CREATE INDEX invitations_due ON invitationStates (closesAt) WHERE state = 'open';

CREATE VIEW invitations AS
  SELECT c.*, s.closesAt, s.state, s.ratedAt, s.ratedBy, s.defaultedBy, s.decision
  FROM invitationContents c JOIN invitationStates s ON s.position = c.position;
