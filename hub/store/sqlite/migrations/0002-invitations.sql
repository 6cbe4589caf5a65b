-- An invitation is for a group of cases: one (plain), a declaration's (batch), or a theme's.
CREATE TABLE invitationGroups (
  position INTEGER PRIMARY KEY REFERENCES ledger,
  invitationId TEXT NOT NULL UNIQUE,
  groupKey TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  stage TEXT NOT NULL,
  pack TEXT NOT NULL,
  test INTEGER NOT NULL,
  openedAt INTEGER NOT NULL,
  closesAt INTEGER NOT NULL,
  -- Local day before the deadline: the day of its default rating.
  lastDay TEXT NOT NULL,
  state TEXT NOT NULL,
  -- Tap and ledger position of the rating that counts.
  ratedAt INTEGER,
  ratedBy INTEGER,
  defaultLevel INTEGER NOT NULL,
  -- Ledger position of the default in force.
  defaultedBy INTEGER,
  -- Ledger position of the last decision about it.
  decision INTEGER NOT NULL,
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

INSERT INTO invitationGroups
  SELECT i.position, i.invitationId, 'case|' || i.caseNo || '|' || i.stage, 'plain', i.stage,
    coalesce((SELECT json_extract(l.body, '$.explanation.pack') FROM ledger l
      WHERE l.position = i.position), 'shenzhen@1'), 0, i.openedAt, i.closesAt,
    date(i.closesAt / 1000 - 1 + 28800, 'unixepoch'),
    CASE WHEN i.ratedAt IS NULL THEN 'open' ELSE 'rated' END, i.ratedAt,
    (SELECT r.position FROM ratings r
     WHERE r.caseNo = i.caseNo AND r.stage = i.stage AND r.standing = 'counted'),
    3, NULL, i.position, 1, NULL, i.caseNo, i.hallId, i.departmentCode, i.windowNo, i.itemCode,
    i.itemName, i.staffNo
  FROM invitations i;

-- Which invitation a case at a stage belongs to; `linked` cases have a place of their own.
CREATE TABLE invitationCases (
  caseNo TEXT NOT NULL,
  stage TEXT NOT NULL,
  invitation INTEGER NOT NULL,
  role TEXT NOT NULL,
  completedAt INTEGER NOT NULL,
  closesAt INTEGER NOT NULL,
  lastDay TEXT NOT NULL,
  hallId TEXT NOT NULL,
  departmentCode TEXT NOT NULL,
  windowNo TEXT NOT NULL,
  itemCode TEXT NOT NULL,
  itemName TEXT NOT NULL,
  staffNo TEXT NOT NULL,
  explanation TEXT NOT NULL,
  PRIMARY KEY (caseNo, stage)
) STRICT, WITHOUT ROWID;

INSERT INTO invitationCases
  -- Until now an invitation always stood right behind the service record that opened it.
  SELECT g.caseNo, g.stage, g.position, 'own',
    coalesce((SELECT CAST(round(unixepoch(json_extract(l.payload, '$.occurredAt'), 'subsec') * 1000)
      AS INTEGER) FROM ledger l WHERE l.position = g.position - 1), g.openedAt),
    g.closesAt, g.lastDay, g.hallId,
    g.departmentCode, g.windowNo, g.itemCode, g.itemName, g.staffNo,
    (SELECT json_extract(l.body, '$.explanation') FROM ledger l WHERE l.position = g.position)
  FROM invitationGroups g;

CREATE INDEX invitationCases_by_invitation ON invitationCases (invitation);

DROP TABLE invitations;
ALTER TABLE invitationGroups RENAME TO invitations;
CREATE INDEX invitations_due ON invitations (closesAt) WHERE state = 'open';

-- Which theme service names a case as linked; the theme that comes first has it (SZ-20b).
CREATE TABLE themeLinks (
  caseNo TEXT NOT NULL,
  themeCaseNo TEXT NOT NULL,
  completedAt INTEGER NOT NULL,
  PRIMARY KEY (caseNo, completedAt, themeCaseNo)
) STRICT, WITHOUT ROWID;
CREATE INDEX themeLinks_by_theme ON themeLinks (themeCaseNo);

-- Records that cannot all be true, as they stand now; the operator's list.
CREATE TABLE contradictions (
  caseNo TEXT NOT NULL,
  kind TEXT NOT NULL,
  rule TEXT NOT NULL,
  recordIds TEXT NOT NULL,
  at INTEGER NOT NULL,
  seenBy TEXT,
  seenAt INTEGER,
  PRIMARY KEY (caseNo, kind)
) STRICT, WITHOUT ROWID;

CREATE TABLE judgedRatings (
  position INTEGER PRIMARY KEY REFERENCES ledger,
  terminalId TEXT NOT NULL,
  eventId TEXT NOT NULL,
  -- NULL where no terminal counts its events: phone, hotline, SMS, online.
  seq INTEGER,
  promptId TEXT NOT NULL,
  caseNo TEXT NOT NULL,
  stage TEXT NOT NULL,
  -- NULL for a theme rated by its linked cases alone (SZ-20b).
  level INTEGER,
  -- JSON of the linked cases' levels.
  linked TEXT,
  channel TEXT NOT NULL,
  standing TEXT NOT NULL,
  reason TEXT,
  decision INTEGER NOT NULL,
  invitation INTEGER,
  day TEXT NOT NULL,
  hallId TEXT NOT NULL,
  departmentCode TEXT NOT NULL,
  windowNo TEXT NOT NULL,
  itemCode TEXT NOT NULL,
  staffNo TEXT NOT NULL,
  tappedAt INTEGER NOT NULL,
  receivedAt INTEGER NOT NULL,
  storedAt INTEGER NOT NULL,
  receiptCode TEXT NOT NULL,
  signature TEXT NOT NULL
) STRICT;

INSERT INTO judgedRatings
  SELECT r.position, r.terminalId, r.eventId, r.seq, r.promptId, r.caseNo, r.stage, r.level, NULL,
    r.channel, r.standing, r.reason, r.decision,
    coalesce(
      (SELECT json_extract(l.body, '$.invitation') FROM ledger l WHERE l.position = r.decision),
      (SELECT json_extract(l.body, '$.invitation') FROM ledger l WHERE l.position = r.position)),
    r.day, r.hallId, r.departmentCode, r.windowNo, r.itemCode, r.staffNo, r.tappedAt,
    r.receivedAt, r.storedAt, r.receiptCode, r.signature
  FROM ratings r;

DROP TABLE ratings;
ALTER TABLE judgedRatings RENAME TO ratings;
CREATE UNIQUE INDEX ratings_once ON ratings (eventId, terminalId);
CREATE UNIQUE INDEX ratings_in_sequence ON ratings (terminalId, seq);
CREATE INDEX ratings_by_case ON ratings (caseNo, stage);
CREATE INDEX ratings_waiting ON ratings (position) WHERE standing = 'unmatched';

-- Codes that records used and the directory does not know: kept as received, listed here.
CREATE TABLE unknownCodes (
  kind TEXT NOT NULL,
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  records INTEGER NOT NULL,
  firstAt INTEGER NOT NULL,
  lastAt INTEGER NOT NULL,
  PRIMARY KEY (kind, code)
) STRICT, WITHOUT ROWID;
