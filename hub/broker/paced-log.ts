import type { Clock } from '../../protocol/index.ts';
import type { Log } from '../log.ts';
import { PaceByName } from './limits.ts';

/**
 * Warnings caused by what comes from outside: one a second for each culprit, so that a broken
 * terminal cannot fill the disk. The metrics count all of them.
 */
export class PacedLog {
  private readonly log: Log;
  private readonly clock: Clock;
  private readonly pace = new PaceByName({ ratePerSecond: 1, burst: 10 });

  constructor(log: Log, clock: Clock) {
    this.log = log;
    this.clock = clock;
  }

  warn(culprit: string, facts: object, message: string): void {
    if (this.pace.admits(culprit, this.clock.monotonic())) this.log.warn(facts, message);
  }
}
