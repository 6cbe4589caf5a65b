-- Cases whose applicant an SMS can reach; the number itself is sealed elsewhere (SZ-16).
CREATE TABLE contacts (
  caseNo TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;

-- The one reminder of an invitation (SZ-13).
CREATE TABLE reminders (
  invitation INTEGER PRIMARY KEY REFERENCES ledger,
  dueAt INTEGER NOT NULL,
  -- When it was asked for; from then on it never falls due again.
  remindedAt INTEGER
) STRICT;

CREATE INDEX reminders_due ON reminders (dueAt) WHERE remindedAt IS NULL;
