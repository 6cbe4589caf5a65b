-- One row a case: who it is for, sealed outside of the store (SZ-16). After its deletion the row
-- stays as a tombstone, so that a late record does not bring the person back.
CREATE TABLE identities (
  caseNo TEXT PRIMARY KEY,
  -- When the step happened whose record this is from: the newest one holds.
  occurredAt INTEGER NOT NULL,
  -- When the last record of the case arrived: retention counts from there.
  lastRecordAt INTEGER NOT NULL,
  kind TEXT,
  idType TEXT,
  keyId TEXT,
  name TEXT,
  idNo TEXT,
  phone TEXT,
  idNoIndex TEXT,
  phoneIndex TEXT,
  deletedAt INTEGER,
  rule TEXT,
  CHECK ((deletedAt IS NULL) = (keyId IS NOT NULL)),
  CHECK (deletedAt IS NULL OR coalesce(kind, idType, name, idNo, phone, idNoIndex, phoneIndex) IS NULL)
) STRICT, WITHOUT ROWID;

CREATE INDEX identities_due ON identities (lastRecordAt) WHERE deletedAt IS NULL;
CREATE INDEX identities_by_key ON identities (keyId) WHERE keyId IS NOT NULL;
CREATE INDEX identities_by_idNo ON identities (idNoIndex) WHERE idNoIndex IS NOT NULL;
CREATE INDEX identities_by_phone ON identities (phoneIndex) WHERE phoneIndex IS NOT NULL;

-- Which entries of the ledger are about looking at persons or hiding what they wrote.
CREATE TABLE accessLog (
  position INTEGER PRIMARY KEY REFERENCES ledger
) STRICT;

-- An account has one or more roles: a JSON array of their names.
ALTER TABLE accounts RENAME COLUMN role TO roles;
UPDATE accounts SET roles = json_array(roles);
