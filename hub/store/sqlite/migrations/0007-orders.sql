-- Work orders (SZ-21). Kept by the ledger position of their rating, which grows, so that opening
-- one on the hot path writes to the end of one table and to nothing else. What an order is about
-- lies in the ledger entry that opened it. Being nearly due or overdue is derived.
CREATE TABLE workOrders (
  rating INTEGER PRIMARY KEY REFERENCES ledger,
  opened INTEGER NOT NULL,
  day TEXT NOT NULL,
  hallId TEXT NOT NULL,
  body TEXT NOT NULL,
  state TEXT NOT NULL,
  dueAt INTEGER NOT NULL,
  provisional INTEGER NOT NULL,
  substantiated INTEGER,
  answer TEXT,
  answeredAt INTEGER,
  closedAt INTEGER
) STRICT;

CREATE TABLE workOrderSteps (
  position INTEGER PRIMARY KEY REFERENCES ledger,
  rating INTEGER NOT NULL REFERENCES workOrders,
  systemId TEXT,
  stepId TEXT,
  digest TEXT
) STRICT;

CREATE INDEX workOrderSteps_by_order ON workOrderSteps (rating);
CREATE UNIQUE INDEX workOrderSteps_once ON workOrderSteps (systemId, stepId)
  WHERE stepId IS NOT NULL;

-- One appeal a rating (SZ-22); filed, decided and rechecked are ledger positions.
CREATE TABLE appeals (
  rating INTEGER PRIMARY KEY REFERENCES ledger,
  day TEXT NOT NULL,
  staffNo TEXT NOT NULL,
  state TEXT NOT NULL,
  upheld INTEGER,
  filedBy TEXT NOT NULL,
  decidedBy TEXT,
  filed INTEGER NOT NULL,
  decided INTEGER,
  rechecked INTEGER
) STRICT;
