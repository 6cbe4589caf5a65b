/** The link between a terminal and its hub: the same code in a browser and in Node. */
export { type BackoffPolicy, DEFAULT_BACKOFF } from './backoff.ts';
export { instant, systemClock } from './clock.ts';
export { Enrolment, type EnrolmentOptions, type EnrolmentStatus } from './enrolment.ts';
export { LinkError, type LinkErrorCode, OutboxError, type OutboxErrorCode } from './errors.ts';
export { Link, type LinkOptions } from './link.ts';
export { Lookout, type LookoutOptions } from './lookout.ts';
export { MemoryOutbox } from './memory-outbox.ts';
export { createMqttTransport, webSocketUrl } from './mqtt-transport.ts';
export type { ScreenFacts } from './outgoing.ts';
export type * from './ports.ts';
export { frozenRow, settledState } from './row-state.ts';
export type { CopyKeeper, Meeting } from './second-copy.ts';
export type { SessionPolicy } from './session-state.ts';
export {
  createSigner,
  digestOf,
  generateSigningKey,
  publicKeyOf,
  type SigningKeyPair,
} from './signing.ts';
export { createEventIds, tapNow } from './tap.ts';
export { Upkeep, type UpkeepOptions } from './upkeep.ts';
