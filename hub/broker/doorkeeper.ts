import type { Clock } from '../../protocol/index.ts';
import type { HubMetrics } from '../metrics.ts';
import { GuardedConnection, type Wire } from './guard.ts';
import { ConnectionLimits, Pace } from './limits.ts';
import type { PacedLog } from './paced-log.ts';

/** Commands waiting for the store above which terminals are read more slowly. */
const QUEUE_HIGH = 20_000;
const QUEUE_DELAY_MS = 50;

export interface DoorkeeperParts {
  options: { maxConnections: number; maxConnectionsPerAddress: number; messagesPerSecond: number };
  clock: Clock;
  metrics: HubMetrics;
  paced: PacedLog;
  /** Commands accepted and not yet durable. */
  queued: () => number;
}

/** Lets connections in as long as there is room, each behind a guard of its own. */
export class Doorkeeper {
  private readonly parts: DoorkeeperParts;
  private readonly limits: ConnectionLimits;
  private readonly inside = new Set<GuardedConnection>();
  private closed = false;

  constructor(parts: DoorkeeperParts) {
    this.parts = parts;
    const { maxConnections, maxConnectionsPerAddress } = parts.options;
    this.limits = new ConnectionLimits(maxConnections, maxConnectionsPerAddress);
  }

  /** A guarded connection that does not read yet, or `undefined` when the wire was turned away. */
  admit(wire: Wire): GuardedConnection | undefined {
    const { address } = wire;
    if (this.closed || !this.limits.enter(address)) {
      this.parts.metrics.cutConnections.inc({ reason: this.closed ? 'stopping' : 'tooMany' });
      this.parts.paced.warn(address, { address }, 'connection turned away');
      wire.destroy();
      return undefined;
    }
    const connection = this.guard(wire);
    this.inside.add(connection);
    connection.once('close', () => {
      this.inside.delete(connection);
      this.limits.leave(address);
    });
    return connection;
  }

  /** Nobody comes in, and nothing more is read of those inside. */
  close(): void {
    this.closed = true;
    for (const connection of this.inside) connection.stopReading();
  }

  endAll(): void {
    for (const connection of this.inside) connection.destroy();
  }

  private guard(wire: Wire): GuardedConnection {
    const { clock, metrics, paced, options, queued } = this.parts;
    const pace = new Pace(options.messagesPerSecond);
    const connection: GuardedConnection = new GuardedConnection({
      wire,
      after: (delayMs, run) => clock.after(delayMs, run),
      delayMs: (packets) => {
        const delayMs = pace.take(packets, clock.monotonic());
        if (delayMs > 0) metrics.slowed.inc({ reason: 'pace' });
        if (queued() < QUEUE_HIGH) return delayMs;
        metrics.slowed.inc({ reason: 'queue' });
        return Math.max(delayMs, QUEUE_DELAY_MS);
      },
      onFault: (fault) => {
        const { address, access } = connection;
        metrics.refusals.inc({ message: 'packet', reason: fault.reason });
        metrics.cutConnections.inc({ reason: fault.reason });
        const facts = { address, terminalId: access?.terminalId, ...fault };
        paced.warn(address, facts, 'packet refused, connection cut');
      },
    });
    return connection;
  }
}
