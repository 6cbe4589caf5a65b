-- What was published, frozen: the content lies in the ledger (SZ-23b).
CREATE TABLE bulletins (
  month TEXT NOT NULL,
  edition INTEGER NOT NULL,
  position INTEGER NOT NULL REFERENCES ledger,
  PRIMARY KEY (month, edition)
) STRICT, WITHOUT ROWID;
