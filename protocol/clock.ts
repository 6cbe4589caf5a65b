/**
 * Time is a part like any other: handed in, never read from the air. A test turns it back, a
 * simulator lets seven days pass, and nothing else in the code may ask the machine what time it is.
 */
export interface Clock {
  /** Wall clock, milliseconds since 1970-01-01T00:00Z. May jump both ways. */
  now(): number;
  /** Milliseconds since some fixed start of this process or page. Never goes backwards. */
  monotonic(): number;
  /** Calls `run` once after `delayMs` milliseconds; the returned function cancels it. */
  after(delayMs: number, run: () => void): () => void;
}
