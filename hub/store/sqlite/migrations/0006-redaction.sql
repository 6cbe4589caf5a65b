-- Which entry of the ledger says that a rating was redacted, and holds what is left of it.
CREATE TABLE redactions (
  rating INTEGER PRIMARY KEY REFERENCES ledger,
  position INTEGER NOT NULL REFERENCES ledger
) STRICT;

-- The ledger is append-only but for one change: the payload of a rating becomes the marker with
-- its digest, after an entry has said so. The hash covers the digest, so the chain still holds.
DROP TRIGGER ledger_is_never_changed;
CREATE TRIGGER ledger_is_never_changed BEFORE UPDATE ON ledger
WHEN NOT (
  OLD.kind = 'rating.received'
  AND (NEW.position, NEW.kind, NEW.at, NEW.body, NEW.hash)
    = (OLD.position, OLD.kind, OLD.at, OLD.body, OLD.hash)
  AND EXISTS (
    SELECT 1 FROM redactions r JOIN ledger said ON said.position = r.position
    WHERE r.rating = OLD.position AND said.kind = 'rating.redacted'
      AND json_extract(said.body, '$.rating') = OLD.position
      AND NEW.payload = '{"redacted":"' || json_extract(said.body, '$.digest') || '"}'
  )
)
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
