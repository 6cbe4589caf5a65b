import type { Clock, Configuration } from '../../../protocol/index.ts';
import {
  createMqttTransport,
  createSigner,
  Link,
  type LinkListener,
  Lookout,
  type Outbox,
  type ScreenFacts,
  webSocketUrl,
} from '../../link/index.ts';
import { type Kept, readKept, type TerminalDatabase } from '../outbox/database.ts';
import { AgentCopies } from './copies.ts';
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

/** Taps, and the frames that answer them, come before a task of this kind. */
function breathe(): Promise<void> {
  return scheduler.postTask(() => {}, { priority: 'background' });
}

/** The link of this page to its hub, MQTT over WebSocket. */
export async function createHubLink(options: HubOptions): Promise<Link> {
  const { database, outbox, clock, bootId, appVersion, credentials, listener } = options;
  const { terminalId, secret, hubUrl, wsPath } = credentials;
  return new Link({
    credentials: { terminalId, secret },
    transport: createMqttTransport(webSocketUrl(hubUrl, wsPath)),
    outbox,
    signer: createSigner(await ownKey(database)),
    clock,
    listener,
    bootId,
    appVersion,
    configurationRevision: options.configuration?.revision ?? 0,
    lastKnownOffsetMs: (await readKept(database, 'clockOffsetMs')) ?? null,
    copies: new AgentCopies({ terminalId, secret, wsPath }),
    lookout: new Lookout({ hubUrl, clock }),
    facts: options.facts,
    breathe,
  });
}
