import { randomUUID } from 'node:crypto';
import packageJson from '../../../package.json' with { type: 'json' };
import type { Clock } from '../../../protocol/index.ts';
import {
  createMqttTransport,
  Link,
  type LinkListener,
  Lookout,
  type Outbox,
  webSocketUrl,
} from '../../link/index.ts';
import type { Log } from '../log.ts';
import type { ScreenIdentity } from './screen-identity.ts';

/** What is the same for every identity. */
export interface CopySenderParts {
  hubUrl: string;
  clock: Clock;
  log: Log;
}

export interface CopySenderOptions extends CopySenderParts {
  identity: ScreenIdentity;
  outbox: Outbox;
  /** Nothing waits any more. */
  onDone: () => void;
}

/** Sends the copies of a screen that lost what it had: in its name, by its secret, as it signed them. */
export class CopySender {
  private readonly options: CopySenderOptions;
  private readonly link: Link;
  private isRefused = false;

  constructor(options: CopySenderOptions) {
    const { identity, outbox, clock, hubUrl } = options;
    const { terminalId, secret, wsPath } = identity;
    this.options = options;
    this.link = new Link({
      credentials: { terminalId, secret },
      transport: createMqttTransport(webSocketUrl(hubUrl, wsPath)),
      outbox,
      signer: { sign: () => Promise.reject(new Error('a copy is signed already')) },
      clock,
      bootId: randomUUID(),
      appVersion: `agent ${packageJson.version}`,
      lookout: new Lookout({ hubUrl, clock }),
      facts: { screen: 'unknown', keypad: 'none' },
      listener: this.listener(),
    });
  }

  start(): void {
    this.isRefused = false;
    this.link.start();
  }

  stop(): Promise<void> {
    return this.link.stop();
  }

  get state(): string {
    return this.isRefused ? 'refused' : this.link.status.state;
  }

  private listener(): LinkListener {
    const { log, outbox, onDone, identity } = this.options;
    const { terminalId } = identity;
    return {
      onPrompt: () => {},
      onConfiguration: () => {},
      onStatus: ({ state }) => {
        log.info({ terminalId, link: state }, 'copies');
        if (state !== 'refused') return;
        // Trying on would lock out a screen that was enrolled anew under the same name.
        this.isRefused = true;
        void this.link.stop();
      },
      onSettled: ({ eventId, outcome }) => {
        log.info({ terminalId, eventId, outcome }, 'receipt of a copy');
        void outbox.counts().then(({ pending }) => pending === 0 && onDone());
      },
    };
  }
}
