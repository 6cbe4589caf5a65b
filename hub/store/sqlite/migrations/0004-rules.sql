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
