-- A day's version grows with every transaction that touches its figures.
CREATE TABLE figureDays (
  day TEXT PRIMARY KEY,
  version INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

INSERT INTO figureDays SELECT DISTINCT day, 1 FROM figures;

-- The sums of all days, so that asking how the hub stands reads seven rows.
CREATE TABLE figureTotals (
  kind TEXT PRIMARY KEY,
  ratings INTEGER NOT NULL,
  cases INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

INSERT INTO figureTotals SELECT kind, sum(ratings), sum(cases) FROM figures GROUP BY kind;
