import type { Store } from '../port.ts';
import type { SqliteStoreOptions } from './options.ts';
import { SqliteStore } from './store.ts';

export type { SqliteStoreOptions, StoreLog } from './options.ts';

/** The store on `node:sqlite`: one thread writes, another reads. */
export function createSqliteStore(options: SqliteStoreOptions): Store {
  return new SqliteStore(options);
}
