import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { verify } from '../../ledger/verify.ts';
import { builtInRules } from '../../rules/built-in.ts';
import type { StorePlace } from '../contract/place.ts';
import { databasePath } from './database.ts';
import { createSqliteStore } from './index.ts';

/** 1 MB: these stores live for a moment, and their logs are begun anew while a test looks on. */
export const SHORT_LOG_PAGES = 250;

/** A folder as the contract suite's place. */
export function openPlace(folder: string): StorePlace {
  return {
    async open(clock) {
      const store = createSqliteStore({
        folder,
        clock,
        rules: builtInRules('shenzhen'),
        logPages: SHORT_LOG_PAGES,
      });
      await store.start();
      return store;
    },
    async problem() {
      const verification = verify(databasePath(folder));
      return verification.sound ? null : verification.problem;
    },
    child: { module: new URL(import.meta.url), argument: folder },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

export async function makePlace(): Promise<StorePlace> {
  return openPlace(await mkdtemp(join(tmpdir(), 'haochaping-store-')));
}
