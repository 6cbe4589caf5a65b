import type { DatabaseSync } from 'node:sqlite';
import { StoreError } from '../errors.ts';
import { schemaVersion } from './migrate.ts';
import { readMeta, writeMeta } from './write/meta.ts';

/**
 * Test data and production data never meet: a hub in test mode takes an empty folder or one of test
 * mode, every other hub refuses that one. Asked before the schema is touched.
 */
export function refuseOtherMode(db: DatabaseSync, testMode: boolean): void {
  if (schemaVersion(db) === 0) return;
  const isTestData = readMeta(db, 'testMode') !== null;
  if (isTestData && !testMode) {
    throw new StoreError(
      'testData',
      'This data folder was made in test mode and can only be opened with --test-mode.',
    );
  }
  if (testMode && !isTestData && readMeta(db, 'epoch') !== null) {
    throw new StoreError(
      'productionData',
      '--test-mode needs an empty data folder, or one made in test mode; this one is of production.',
    );
  }
}

/** Marks a database whose ledger has not begun; a later mark the schema itself refuses. */
export function markTestData(db: DatabaseSync): void {
  if (readMeta(db, 'testMode') === null) writeMeta(db, 'testMode', 'yes');
}
