import type { Clock, Configuration } from '../../../protocol/index.ts';
import {
  createMqttTransport,
  createSigner,
  Link,
  type LinkListener,
  Lookout,
  type Outbox,
  type ScreenFacts,
} from '../../link/index.ts';
import { type Kept, readKept, type TerminalDatabase } from '../outbox/database.ts';
import { ownKey } from './enrol.ts';

export interface HubOptions {
  database: TerminalDatabase;
  outbox: Outbox;
  clock: Clock;
  bootId: string;
  appVersion: string;
  credentials: Kept['credentials'];
  configuration: Configuration | null;
  facts: ScreenFacts;
  listener: LinkListener;
}

/** The link of this page to its hub, MQTT over WebSocket. */
export async function createHubLink(options: HubOptions): Promise<Link> {
  const { database, outbox, clock, bootId, appVersion, credentials, listener } = options;
  const { terminalId, secret, hubUrl, wsPath } = credentials;
  const address = new URL(wsPath, hubUrl);
  address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:';
  return new Link({
    credentials: { terminalId, secret },
    transport: createMqttTransport(address.href),
    outbox,
    signer: createSigner(await ownKey(database)),
    clock,
    listener,
    bootId,
    appVersion,
    configurationRevision: options.configuration?.revision ?? 0,
    lastKnownOffsetMs: (await readKept(database, 'clockOffsetMs')) ?? null,
    lookout: new Lookout({ hubUrl, clock }),
    facts: options.facts,
  });
}
