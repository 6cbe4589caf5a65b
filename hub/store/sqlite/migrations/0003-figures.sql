CREATE TABLE counters (
  day TEXT NOT NULL,
  hallId TEXT NOT NULL,
  departmentCode TEXT NOT NULL,
  windowNo TEXT NOT NULL,
  itemCode TEXT NOT NULL,
  staffNo TEXT NOT NULL,
  level INTEGER NOT NULL,
  channel TEXT NOT NULL,
  kind TEXT NOT NULL,
  ratings INTEGER NOT NULL,
  cases INTEGER NOT NULL,
  PRIMARY KEY (day, hallId, departmentCode, windowNo, itemCode, staffNo, level, channel, kind)
) STRICT, WITHOUT ROWID;

INSERT INTO counters
  SELECT day, hallId, departmentCode, windowNo, itemCode, staffNo, level, channel,
    CASE standing WHEN 'counted' THEN 'citizen' ELSE standing END, ratings,
    CASE standing WHEN 'counted' THEN ratings ELSE 0 END
  FROM figures;

DROP TABLE figures;
ALTER TABLE counters RENAME TO figures;
