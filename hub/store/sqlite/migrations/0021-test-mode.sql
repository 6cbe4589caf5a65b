-- The mark of test data (meta.testMode) is set before the ledger begins or never, and stays.
CREATE TRIGGER testModeFromTheBeginning BEFORE INSERT ON meta
  WHEN NEW.name = 'testMode' AND EXISTS (SELECT 1 FROM meta WHERE name = 'epoch')
  BEGIN SELECT RAISE(ABORT, 'data of production never becomes test data'); END;
CREATE TRIGGER testModeStays BEFORE DELETE ON meta WHEN OLD.name = 'testMode'
  BEGIN SELECT RAISE(ABORT, 'test data stays test data'); END;
CREATE TRIGGER testModeUnchanged BEFORE UPDATE ON meta WHEN OLD.name = 'testMode' OR NEW.name = 'testMode'
  BEGIN SELECT RAISE(ABORT, 'test data stays test data'); END;
