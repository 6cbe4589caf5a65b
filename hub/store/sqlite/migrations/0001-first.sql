-- The ledger is the truth; the tables below it are projections, moved in the same transaction.
CREATE TABLE meta (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE ledger (
  position INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  at INTEGER NOT NULL,
  body TEXT NOT NULL,
  payload TEXT NOT NULL,
  hash TEXT NOT NULL
) STRICT;

CREATE TRIGGER ledger_is_never_changed BEFORE UPDATE ON ledger
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER ledger_is_never_shortened BEFORE DELETE ON ledger
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

-- Halls with their windows, staff and items, as last imported: one document.
CREATE TABLE directory (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  content TEXT NOT NULL
) STRICT;

CREATE TABLE terminals (
  terminalId TEXT PRIMARY KEY,
  terminalNo TEXT NOT NULL,
  kind TEXT NOT NULL,
  hallId TEXT NOT NULL,
  windowNo TEXT,
  status TEXT NOT NULL,
  secretHash TEXT NOT NULL,
  publicKey TEXT NOT NULL,
  enrolledAt INTEGER NOT NULL,
  firstConnectedAt INTEGER,
  connected INTEGER NOT NULL DEFAULT 0,
  screen TEXT,
  keypad TEXT,
  bootId TEXT,
  appVersion TEXT,
  pending INTEGER,
  lastSeenAt INTEGER,
  lastRatingAt INTEGER,
  contiguousSeq INTEGER NOT NULL DEFAULT 0,
  configuration TEXT NOT NULL,
  configurationRevision INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX terminals_by_place ON terminals (hallId, windowNo);

-- Sequence numbers that arrived ahead of a gap.
CREATE TABLE sequencesAhead (
  terminalId TEXT NOT NULL,
  seq INTEGER NOT NULL,
  PRIMARY KEY (terminalId, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE enrolments (
  enrolmentId TEXT PRIMARY KEY,
  userCode TEXT NOT NULL,
  kind TEXT NOT NULL,
  hint TEXT,
  appVersion TEXT NOT NULL,
  publicKey TEXT NOT NULL,
  collectTokenHash TEXT NOT NULL,
  requestedAt INTEGER NOT NULL,
  expiresAt INTEGER NOT NULL,
  state TEXT NOT NULL,
  terminalId TEXT
) STRICT, WITHOUT ROWID;

CREATE INDEX enrolments_by_code ON enrolments (userCode, requestedAt);
CREATE INDEX enrolments_by_state ON enrolments (state, requestedAt);

CREATE TABLE serviceRecords (
  position INTEGER PRIMARY KEY REFERENCES ledger,
  systemId TEXT NOT NULL,
  recordId TEXT NOT NULL,
  digest TEXT NOT NULL,
  caseNo TEXT NOT NULL,
  receivedAt INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX serviceRecords_once ON serviceRecords (systemId, recordId);
CREATE INDEX serviceRecords_by_case ON serviceRecords (caseNo);

CREATE TABLE invitations (
  position INTEGER PRIMARY KEY REFERENCES ledger,
  invitationId TEXT NOT NULL UNIQUE,
  caseNo TEXT NOT NULL,
  stage TEXT NOT NULL,
  openedAt INTEGER NOT NULL,
  closesAt INTEGER NOT NULL,
  ratedAt INTEGER,
  hallId TEXT NOT NULL,
  departmentCode TEXT NOT NULL,
  windowNo TEXT NOT NULL,
  itemCode TEXT NOT NULL,
  itemName TEXT NOT NULL,
  staffNo TEXT NOT NULL
) STRICT;

CREATE UNIQUE INDEX invitations_once ON invitations (caseNo, stage);

CREATE TABLE prompts (
  promptId TEXT PRIMARY KEY,
  terminalId TEXT NOT NULL,
  caseNo TEXT NOT NULL,
  stage TEXT NOT NULL,
  issuedAt INTEGER NOT NULL,
  showUntil INTEGER NOT NULL,
  content TEXT NOT NULL,
  ending TEXT,
  endedAt INTEGER,
  detail TEXT
) STRICT;

CREATE INDEX prompts_shown ON prompts (terminalId, issuedAt) WHERE ending IS NULL;

CREATE TABLE ratings (
  position INTEGER PRIMARY KEY REFERENCES ledger,
  terminalId TEXT NOT NULL,
  eventId TEXT NOT NULL,
  seq INTEGER NOT NULL,
  promptId TEXT NOT NULL,
  caseNo TEXT NOT NULL,
  stage TEXT NOT NULL,
  level INTEGER NOT NULL,
  channel TEXT NOT NULL,
  standing TEXT NOT NULL,
  reason TEXT,
  decision INTEGER NOT NULL,
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

-- Event ids grow with time (UUIDv7), so new ones land on one page.
CREATE UNIQUE INDEX ratings_once ON ratings (eventId, terminalId);
CREATE UNIQUE INDEX ratings_in_sequence ON ratings (terminalId, seq);
CREATE INDEX ratings_by_case ON ratings (caseNo, stage);
CREATE INDEX ratings_waiting ON ratings (position) WHERE standing = 'unmatched';

-- Empty text stands for "none", so that each group is one row.
CREATE TABLE figures (
  day TEXT NOT NULL,
  hallId TEXT NOT NULL,
  departmentCode TEXT NOT NULL,
  windowNo TEXT NOT NULL,
  itemCode TEXT NOT NULL,
  staffNo TEXT NOT NULL,
  level INTEGER NOT NULL,
  channel TEXT NOT NULL,
  standing TEXT NOT NULL,
  ratings INTEGER NOT NULL,
  PRIMARY KEY (day, hallId, departmentCode, windowNo, itemCode, staffNo, level, channel, standing)
) STRICT, WITHOUT ROWID;

-- Bounded: the oldest unreadable ones make room; genuine ones stay.
CREATE TABLE quarantine (
  position INTEGER PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL,
  terminalId TEXT,
  source TEXT NOT NULL,
  reason TEXT NOT NULL,
  detail TEXT NOT NULL,
  digest TEXT NOT NULL,
  payload TEXT NOT NULL,
  genuine INTEGER NOT NULL
) STRICT;

CREATE INDEX quarantine_by_digest ON quarantine (digest);
CREATE INDEX quarantine_droppable ON quarantine (position) WHERE genuine = 0;

CREATE TABLE systems (
  systemId TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  keyHash TEXT NOT NULL UNIQUE,
  addedAt INTEGER NOT NULL,
  revokedAt INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE accounts (
  name TEXT PRIMARY KEY,
  role TEXT NOT NULL,
  passwordHash TEXT NOT NULL
) STRICT, WITHOUT ROWID;
