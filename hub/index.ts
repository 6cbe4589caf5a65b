import type { Clock } from '../protocol/index.ts';
import { buildApi } from './api/api.ts';
import { systemClock } from './clock.ts';
import { compose } from './compose.ts';
import { configOf, type HubConfig } from './config.ts';
import { Hub, type HubAddresses } from './hub.ts';
import { createLog, type Log } from './log.ts';
import { builtInRules } from './rules/built-in.ts';
import type { Store } from './store/port.ts';
import { createSqliteStore } from './store/sqlite/index.ts';
import { travelClockOf } from './test-mode/travel-clock.ts';

export type { Io } from './cli/io.ts';
export { runCli } from './cli/run.ts';
export { ConfigSchema, configOf, type HubConfig, parseConfig, SETTINGS } from './config.ts';
export { HubError } from './errors.ts';
export type { HubAddresses } from './hub.ts';
export { createLog, type Log } from './log.ts';
export type { Directory, LiveRating, Store, StoreState } from './store/port.ts';

const PAGES_IN_MEGABYTE = 250;

/** Parts that another composition root (a test, a demonstration) may hand in. */
export interface GivenParts {
  clock?: Clock;
  log?: Log;
  /** Wraps or replaces the store, e.g. to let it fail. */
  store?: (own: Store) => Store;
  /** The store cannot go on. Nothing is lost: terminals keep their ratings until it is back. */
  onFault?: (fault: Error) => void;
}

/** A hub by its configuration. Listens and writes nothing before `start()`. */
export function createHub(
  config: HubConfig,
  given: GivenParts = {},
): { start(): Promise<HubAddresses>; stop(): Promise<void> } {
  const base = given.clock ?? systemClock;
  const travelClock = config.testMode ? travelClockOf(base, config.dataFolder) : null;
  const clock = travelClock ?? base;
  const log = given.log ?? createLog(config.logLevel);
  const own = createSqliteStore({
    folder: config.dataFolder,
    clock,
    rules: builtInRules(config.rulePack),
    testMode: config.testMode,
    logPages: config.logMegabytes * PAGES_IN_MEGABYTE,
    figureCacheDays: config.figureCacheDays,
    log: log.child({ part: 'store' }),
    onFault(fault) {
      log.error({ code: fault.code, error: fault.message }, 'the store cannot go on');
      given.onFault?.(fault);
    },
  });
  return new Hub(config, { store: given.store?.(own) ?? own, clock, log, travelClock });
}

/** The OpenAPI 3.1 document of the HTTP API, generated from its schemas. Opens nothing. */
export async function openApiDocument(): Promise<object> {
  const config = configOf({ dataFolder: './data', logLevel: 'silent' });
  const log = createLog('silent');
  const store = createSqliteStore({
    folder: config.dataFolder,
    clock: systemClock,
    rules: builtInRules(config.rulePack),
  });
  const given = { store, clock: systemClock, log, travelClock: null };
  const api = await buildApi(compose(config, given));
  const document = api.swagger();
  await api.close();
  return document;
}
