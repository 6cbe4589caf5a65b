-- What other parties must hear of. The ledger is the outbox: the feed reads it and makes these rows,
-- moving its cursor in the same transaction, so a cause has one delivery whatever happens.
CREATE TABLE deliveries (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  destination TEXT NOT NULL,
  kind TEXT NOT NULL,
  subject TEXT NOT NULL,
  dedupeKey TEXT NOT NULL,
  position INTEGER NOT NULL REFERENCES ledger,
  after INTEGER REFERENCES deliveries,
  state TEXT NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  -- NULL while it waits for the delivery named by "after", and when it is settled.
  nextAttemptAt INTEGER,
  lastError TEXT,
  reason TEXT,
  createdAt INTEGER NOT NULL,
  settledAt INTEGER
) STRICT;

CREATE UNIQUE INDEX deliveries_once ON deliveries (destination, dedupeKey);
CREATE INDEX deliveries_by_subject ON deliveries (destination, kind, subject);
CREATE INDEX deliveries_by_state ON deliveries (state, id);
-- These hold what is pending only, so they stay small beside millions of delivered rows.
CREATE INDEX deliveries_due ON deliveries (destination, nextAttemptAt) WHERE state = 'pending';
CREATE INDEX deliveries_pending ON deliveries (destination, createdAt) WHERE state = 'pending';
CREATE INDEX deliveries_waiting ON deliveries (after)
  WHERE state = 'pending' AND nextAttemptAt IS NULL;
CREATE INDEX deliveries_refused ON deliveries (destination) WHERE state = 'refused';

-- How far the ledger has been read for each destination that is switched on.
CREATE TABLE outboundCursors (
  destination TEXT PRIMARY KEY,
  position INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
