import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Counter, Gauge, Registry } from 'prom-client';

interface OutboundFigures {
  destination: string;
  pending: number;
  oldestSeconds: number;
  refused: number;
}

/**
 * What the hub counts, for Prometheus. Its own registry, so that two hubs in one process (as in
 * tests) do not share figures. No label ever holds an identity: reasons and kinds only.
 */
export class HubMetrics {
  readonly registry = new Registry();
  private readonly eventLoop = monitorEventLoopDelay({ resolution: 20 });

  readonly refusals = this.counter(
    'refusals_total',
    'Messages not taken, by kind of message and by reason',
    ['message', 'reason'],
  );
  readonly receipts = this.counter('receipts_total', 'Receipts sent to terminals, by outcome', [
    'outcome',
  ]);
  readonly commits = this.counter('commits_total', 'Commands made durable, by kind', ['kind']);
  readonly storeFailures = this.counter(
    'store_failures_total',
    'Commands that the store could not keep; the sender tries again',
  );
  readonly authFailures = this.counter('auth_failures_total', 'Logins refused, by reason', [
    'party',
    'reason',
  ]);
  readonly accessDenied = this.counter(
    'access_denied_total',
    "Publishing, subscribing or wills outside of a terminal's own topics",
    ['action'],
  );
  readonly defaults = this.counter('defaults_total', 'Default ratings made by rule (SZ-17b)');
  readonly reminders = this.counter(
    'reminders_total',
    'Reminders asked for, each by one SMS (SZ-13)',
  );
  readonly takeovers = this.counter(
    'takeovers_total',
    'Connections ended because the same terminal connected again',
  );
  readonly cutConnections = this.counter(
    'connections_cut_total',
    'MQTT connections ended by the hub, by reason',
    ['reason'],
  );
  readonly undelivered = this.counter(
    'undelivered_total',
    'Messages to terminals left unsent because the terminal does not read, is away or has not subscribed',
    ['message', 'reason'],
  );
  readonly quarantined = this.counter(
    'quarantined_total',
    'Messages kept as evidence instead of being taken',
  );
  readonly alarms = this.counter(
    'alarms_total',
    'Things an administrator should look at: forged signatures, contradicting bodies',
    ['reason'],
  );
  readonly slowed = this.counter(
    'slowed_total',
    'Times a connection was read more slowly, by reason',
    ['reason'],
  );

  readonly deliveries = this.counter(
    'deliveries_total',
    'Attempts to hand something on to another party, by destination and outcome',
    ['destination', 'outcome'],
  );

  /** Figures that are read when asked for. */
  observe(sources: {
    outbound: () => Promise<OutboundFigures[]>;
    testMode: boolean;
    queued: () => number;
    connected: () => number;
    unverified: () => Promise<number>;
  }): void {
    this.gauge('test_mode', '1: in test mode, nothing of it is real', () =>
      Number(sources.testMode),
    );
    this.gauge('store_queue_depth', 'Commands accepted and not yet durable', sources.queued);
    this.gauge('terminals_connected', 'Terminals connected now', sources.connected);
    this.gauge(
      'unverified_ratings',
      'Ratings whose signature has not been judged yet',
      sources.unverified,
    );
    this.observeOutbound(sources.outbound);
    this.gauge('memory_resident_bytes', 'Memory of the process', () => process.memoryUsage.rss());
    this.gauge(
      'event_loop_lag_seconds',
      'Longest stall of the event loop since the last reading',
      () => {
        const longest = this.eventLoop.max / 1e9;
        this.eventLoop.reset();
        return longest;
      },
    );
  }

  start(): void {
    this.eventLoop.enable();
  }

  stop(): void {
    this.eventLoop.disable();
    this.registry.clear();
  }

  private observeOutbound(read: () => Promise<OutboundFigures[]>): void {
    const gauge = (name: string, help: string, figure: (row: OutboundFigures) => number) => {
      const registers = [this.registry];
      new Gauge({
        name: `haochaping_${name}`,
        help,
        labelNames: ['destination'],
        registers,
        async collect() {
          for (const row of await read().catch(() => [])) {
            this.set({ destination: row.destination }, figure(row));
          }
        },
      });
    };
    gauge('outbound_pending', 'Deliveries not yet accepted', (row) => row.pending);
    gauge('outbound_oldest_seconds', 'Age of the oldest of them', (row) => row.oldestSeconds);
    gauge('outbound_refused', 'Deliveries that were refused', (row) => row.refused);
  }

  private counter(name: string, help: string, labelNames: string[] = []): Counter {
    const registers = [this.registry];
    return new Counter({ name: `haochaping_${name}`, help, labelNames, registers });
  }

  private gauge(name: string, help: string, read: () => number | Promise<number>): void {
    const gauge = new Gauge({
      name: `haochaping_${name}`,
      help,
      registers: [this.registry],
      async collect() {
        // A store that is gone must not take the other figures with it.
        this.set(await Promise.resolve(read()).catch(() => Number.NaN));
      },
    });
    this.registry.registerMetric(gauge);
  }
}
