-- Not only ratings: what was written in steps of work orders, in appeals and in ratings that were
-- refused as contradictions can be redacted too. It lies in the payload of its entry.
DROP TRIGGER ledger_is_never_changed;
ALTER TABLE redactions RENAME COLUMN rating TO entry;
CREATE TRIGGER ledger_is_never_changed BEFORE UPDATE ON ledger
WHEN NOT (
  OLD.kind IN (
    'rating.received', 'rating.conflict', 'workOrder.step', 'appeal.filed', 'appeal.decided'
  )
  AND (NEW.position, NEW.kind, NEW.at, NEW.body, NEW.hash)
    = (OLD.position, OLD.kind, OLD.at, OLD.body, OLD.hash)
  AND EXISTS (
    SELECT 1 FROM redactions r JOIN ledger said ON said.position = r.position
    WHERE r.entry = OLD.position
      AND said.kind IN ('rating.redacted', 'words.redacted')
      AND coalesce(json_extract(said.body, '$.entry'), json_extract(said.body, '$.rating'))
        = OLD.position
      AND NEW.payload = '{"redacted":"' || json_extract(said.body, '$.digest') || '"}'
  )
)
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

-- Ratings that contradicted what was known, by the event that they came under.
CREATE INDEX ledger_conflicts ON ledger (json_extract(body, '$.eventId'))
  WHERE kind = 'rating.conflict';
