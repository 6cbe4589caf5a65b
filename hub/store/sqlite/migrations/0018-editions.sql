-- Built apps that terminals may run; a published one never changes.
CREATE TABLE editions (
  edition TEXT PRIMARY KEY,
  digest TEXT NOT NULL,
  manifest TEXT NOT NULL,
  publishedAt INTEGER NOT NULL,
  publishedBy TEXT NOT NULL
) STRICT, WITHOUT ROWID;
