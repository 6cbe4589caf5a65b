import type { AddressInfo } from 'node:net';
import type { Clock } from '../protocol/index.ts';
import { buildApi } from './api/api.ts';
import { isAllowedOrigin } from './api/origins.ts';
import type { Api } from './api/parts.ts';
import { WebSocketDoor } from './broker/websocket.ts';
import { compose, type HubParts } from './compose.ts';
import type { HubConfig } from './config.ts';
import { listenError } from './errors.ts';
import type { Log } from './log.ts';
import type { Store } from './store/port.ts';
import type { TravelClock } from './test-mode/travel-clock.ts';

export interface HubAddresses {
  httpUrl: string;
  mqttTcpPort: number | null;
  /** Made at the first start of a data folder; the password is known nowhere else. */
  firstAdministrator: { name: string; password: string } | null;
}

/** What a composition root hands in. */
interface GivenToHub {
  store: Store;
  clock: Clock;
  log: Log;
  /** In test mode, the clock once more, which can be set forward. */
  travelClock: TravelClock | null;
}

/** A hub: its store, its broker, its HTTP API. Nothing happens before `start()`. */
export class Hub {
  private readonly config: HubConfig;
  private readonly clock: Clock;
  private readonly log: Log;
  private readonly store: Store;
  private readonly parts: HubParts;
  private api: Api | undefined;
  private stopping: Promise<void> | undefined;

  constructor(config: HubConfig, given: GivenToHub) {
    this.config = config;
    this.clock = given.clock;
    this.log = given.log;
    this.store = given.store;
    this.parts = compose(config, given);
  }

  /** Store first, doors last: nobody comes in before what they bring can be kept. */
  async start(): Promise<HubAddresses> {
    this.parts.travelClock?.start();
    await this.store.start();
    try {
      return await this.open();
    } catch (error) {
      await this.stop();
      throw error;
    }
  }

  private async open(): Promise<HubAddresses> {
    const { parts, config } = this;
    parts.linkKeys.start();
    parts.phonePage.start();
    const state = await this.store.query({ kind: 'state' });
    parts.reception.setEpoch(state.epoch);
    const sealed = await this.store.query({ kind: 'identityKeys' });
    parts.keys.open({ inUse: sealed.keys.map(({ keyId }) => keyId), known: sealed.known });
    const firstAdministrator = await parts.accounts.ensureAdministrator();
    parts.metrics.start();
    parts.signatureChecker.start();
    parts.defaultRule.start();
    parts.retention.start();
    await parts.outbound.start();
    parts.reminderRule.start();
    this.api = await buildApi(parts);
    await parts.pipeline.start();
    this.webSockets().attach(this.api.server);
    const httpUrl = await this.listen(this.api);
    const mqttTcpPort = parts.pipeline.tcpPort;
    this.log.info({ httpUrl, mqttTcpPort, data: config.dataFolder }, 'hub started');
    if (config.testMode) this.log.warn('TEST MODE: nothing of this hub is real');
    return { httpUrl, mqttTcpPort, firstAdministrator };
  }

  /**
   * Graceful, in the order in which work flows: nothing new is read, what was read becomes durable
   * and is receipted, the connections end, the store closes. May be called twice.
   */
  stop(): Promise<void> {
    this.stopping ??= this.stopInOrder();
    return this.stopping;
  }

  private async stopInOrder(): Promise<void> {
    const { pipeline, reception, receipts, metrics, liveFeed } = this.parts;
    const api = this.api;
    pipeline.pause();
    liveFeed.close();
    const apiClosed = api?.close() ?? Promise.resolve();
    await this.inTime(reception.idle(), 'work in flight');
    receipts.flush();
    await this.inTime(turn(), 'receipts');
    await this.inTime(pipeline.stop(), 'connections');
    await this.inTime(reception.idle(), 'last presences');
    if (!(await this.inTime(apiClosed, 'HTTP requests'))) api?.server.closeAllConnections();
    await this.parts.signatureChecker.stop();
    await this.parts.defaultRule.stop();
    await this.parts.retention.stop();
    await this.inTime(this.parts.outbound.stop(this.config.stopTimeoutMs / 2), 'deliveries');
    await this.parts.reminderRule.stop();
    await this.store.stop();
    metrics.stop();
    this.log.info('hub stopped');
  }

  /** False when it took longer than a stop may take. */
  private async inTime(work: PromiseLike<unknown>, what: string): Promise<boolean> {
    let cancel = () => {};
    const tooLong = new Promise<boolean>((resolve) => {
      cancel = this.clock.after(this.config.stopTimeoutMs, () => resolve(false));
    });
    const done = await Promise.race([Promise.resolve(work).then(() => true), tooLong]);
    cancel();
    if (!done) this.log.warn({ what }, 'stop did not wait any longer');
    return done;
  }

  private webSockets(): WebSocketDoor {
    const { clock, metrics, pipeline } = this.parts;
    const { allowedOrigins } = this.config;
    return new WebSocketDoor({
      clock,
      metrics,
      log: this.log.child({ part: 'broker' }),
      accept: (wire) => pipeline.accept(wire),
      allowsOrigin: (origin, host) => isAllowedOrigin(origin, host, allowedOrigins),
    });
  }

  private async listen(api: Api): Promise<string> {
    const { host, httpPort } = this.config;
    try {
      await api.listen({ host, port: httpPort });
    } catch (error) {
      throw listenError(error, { option: '--http-port', address: `${host}:${httpPort}` });
    }
    const { port } = api.server.address() as AddressInfo;
    const shownHost = host.includes(':') ? `[${host}]` : host;
    return `http://${shownHost}:${port}`;
  }
}

/** Lets what was handed to the sockets in this turn of the event loop leave. */
function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(() => setImmediate(() => setImmediate(resolve))));
}
