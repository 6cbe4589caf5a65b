import type { Flight } from './flight.ts';

/** One terminal of the load. */
export interface Sender {
  readonly flight: Flight;
  /** Connects, logs in and subscribes. */
  open(): Promise<void>;
  close(): void;
}
