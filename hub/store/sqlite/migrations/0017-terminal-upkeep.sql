-- What administrators decided for all terminals, for those of a hall, or for one (id is empty for
-- all), and what each terminal says that it runs.
CREATE TABLE terminalSettings (
  scope TEXT NOT NULL CHECK (scope IN ('all', 'hall', 'terminal')),
  id TEXT NOT NULL,
  content TEXT NOT NULL,
  PRIMARY KEY (scope, id)
) STRICT, WITHOUT ROWID;

ALTER TABLE terminals ADD COLUMN runs TEXT;
