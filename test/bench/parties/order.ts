/** What the load generator is to do. */
export interface LoadOrder {
  port: number;
  /**
   * mqtt.js: what real terminals run. bare sockets: packets made beforehand and hardly any work
   * to send them, which leaves nearly the whole machine to the broker.
   */
  client: 'mqtt.js' | 'bare sockets';
  /** What ends a message's flight: the broker's PUBACK, or the hub's receipt after the commit. */
  until: 'puback' | 'receipt';
  inFlight: number;
  terminals: { terminalId: string; secret: string | null; topic: string; payloads: string[] }[];
}

export interface LoadResult {
  messages: number;
  refused: number;
  elapsedMs: number;
  /** Publish to end of flight, milliseconds, one a message. */
  latencies: Float64Array;
}
