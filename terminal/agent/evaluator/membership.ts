import type { Clock, TerminalKind } from '../../../protocol/index.ts';
import {
  createMqttTransport,
  createSigner,
  type Enrolment,
  type EnrolmentStatus,
  Link,
  type LinkListener,
  type LinkStatus,
  Lookout,
  type Outbox,
  type ScreenFacts,
  type SessionPolicy,
} from '../../link/index.ts';
import type { Log } from '../log.ts';
import type { IdentityFile, KeptCredentials } from './identity-file.ts';
import { join } from './joining.ts';

export interface MembershipOptions {
  hubUrl: string;
  kind: TerminalKind;
  hint: string;
  agentVersion: string;
  bootId: string;
  clock: Clock;
  log: Log;
  identity: IdentityFile;
  outbox: Outbox;
  facts: () => ScreenFacts;
  listener: LinkListener;
  /** This is a terminal now; its link begins. */
  onMember: () => void;
  policy?: Partial<SessionPolicy>;
}

/** An evaluator without a screen as the hub sees it: first it asks to be one, then it has a link. */
export class Membership {
  private readonly options: MembershipOptions;
  private joining: EnrolmentStatus = { state: 'idle' };
  private enrolment: Enrolment | null = null;
  private isStopped = false;
  link: Link | null = null;

  constructor(options: MembershipOptions) {
    this.options = options;
  }

  async start(): Promise<void> {
    const { credentials } = this.options.identity;
    if (credentials !== null) this.connect(credentials);
    else this.enrolment = await this.join();
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    this.enrolment?.stop();
    await this.link?.stop();
  }

  get terminalId(): string | null {
    return this.options.identity.credentials?.terminalId ?? null;
  }

  /** To be approved at the hub; `null` when there is none. */
  get userCode(): string | null {
    return this.joining.state === 'waiting' ? this.joining.userCode : null;
  }

  get state(): LinkStatus['state'] | EnrolmentStatus['state'] {
    return this.link?.status.state ?? this.joining.state;
  }

  get clockOffsetMs(): number | null {
    return this.link?.clockOffsetMs ?? this.options.identity.clockOffsetMs;
  }

  /** There is no app here: the agent asks. */
  private get appVersion(): string {
    return `agent ${this.options.agentVersion}`;
  }

  private join(): Promise<Enrolment> {
    return join({
      ...this.options,
      appVersion: this.appVersion,
      onJoined: (credentials) => this.connect(credentials),
      onStatus: (status) => {
        this.joining = status;
        if (status.state !== 'waiting') return;
        this.options.log.info({ userCode: status.userCode }, 'to be approved at the hub');
      },
    });
  }

  private connect({ terminalId, secret, mqttUrl }: KeptCredentials): void {
    if (this.isStopped) return;
    const { identity, outbox, clock, hubUrl, bootId, policy } = this.options;
    const { facts, listener, onMember } = this.options;
    this.link = new Link({
      ...{ outbox, clock, appVersion: this.appVersion, bootId },
      configurationRevision: identity.configuration?.revision ?? 0,
      ...(policy === undefined ? {} : { policy }),
      credentials: { terminalId, secret },
      transport: createMqttTransport(mqttUrl),
      signer: createSigner(identity.keys),
      lastKnownOffsetMs: identity.clockOffsetMs,
      lookout: new Lookout({ hubUrl, clock }),
      facts: facts(),
      listener: { ...listener, onStatus: (status) => this.linkChanged(status) },
    });
    onMember();
    this.link.start();
  }

  private linkChanged(status: LinkStatus): void {
    const { identity, listener, log } = this.options;
    if (status.state === 'connected' && status.clockOffsetMs !== null) {
      identity.keep({ clockOffsetMs: status.clockOffsetMs });
    }
    log.info({ link: status.state }, 'link');
    listener.onStatus(status);
  }
}
