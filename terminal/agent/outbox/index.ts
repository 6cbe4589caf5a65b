/** The durable outbox of a terminal that runs on Node. */
export { SqliteOutbox } from './sqlite-outbox.ts';
