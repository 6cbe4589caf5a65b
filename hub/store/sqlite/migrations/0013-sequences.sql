-- Whether a terminal's number is taken is known from how far its numbers have arrived. Only the few
-- that came with something other than a rating must be told apart, so the index over all ratings
-- goes: it cost every rating a page of its own.
CREATE TABLE sequencesSpent (
  terminalId TEXT NOT NULL,
  seq INTEGER NOT NULL,
  PRIMARY KEY (terminalId, seq)
) STRICT, WITHOUT ROWID;

INSERT OR IGNORE INTO sequencesSpent
  SELECT said.terminalId, said.seq FROM (
    SELECT json_extract(body, '$.terminalId') AS terminalId, json_extract(body, '$.seq') AS seq
    FROM ledger WHERE kind IN ('rating.unreadable', 'rating.conflict')
  ) said
  WHERE said.seq IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM ratings r WHERE r.terminalId = said.terminalId AND r.seq = said.seq
  );

CREATE TABLE numbersAhead (
  terminalId TEXT NOT NULL,
  seq INTEGER NOT NULL,
  -- Local day on which it came.
  day TEXT NOT NULL,
  PRIMARY KEY (terminalId, seq)
) STRICT, WITHOUT ROWID;

INSERT INTO numbersAhead
  SELECT a.terminalId, a.seq, coalesce((
    SELECT r.day FROM ratings r
    WHERE r.terminalId = a.terminalId AND r.seq >= a.seq ORDER BY r.seq LIMIT 1), '')
  FROM sequencesAhead a;

DROP TABLE sequencesAhead;
ALTER TABLE numbersAhead RENAME TO sequencesAhead;
DROP INDEX ratings_in_sequence;
