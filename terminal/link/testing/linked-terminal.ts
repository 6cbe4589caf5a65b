import type { Configuration, Prompt, RatingBody, ReceiptEntry } from '../../../protocol/index.ts';
import {
  createMqttTransport,
  createSigner,
  generateSigningKey,
  Link,
  type LinkOptions,
  type LinkStatus,
  MemoryOutbox,
  type Outbox,
} from '../index.ts';
import { FakeClock } from './fake-clock.ts';

/** A terminal for tests of the link: a fake clock, and everything that it heard. */
export class LinkedTerminal {
  readonly clock: FakeClock;
  readonly outbox: Outbox;
  readonly prompts: (Prompt | null)[] = [];
  readonly configurations: Configuration[] = [];
  readonly statuses: LinkStatus[] = [];
  readonly settled: ReceiptEntry[] = [];
  readonly link: Link;

  constructor(
    options: Pick<LinkOptions, 'transport' | 'signer'> &
      Partial<LinkOptions> & { clock?: FakeClock; outbox?: Outbox },
  ) {
    this.clock = options.clock ?? new FakeClock();
    this.outbox = options.outbox ?? new MemoryOutbox();
    this.link = new Link({
      credentials: { terminalId: 't-01', secret: 'right' },
      bootId: '11111111-1111-4111-8111-111111111111',
      appVersion: 'test',
      random: () => 0.5,
      ...options,
      clock: this.clock,
      outbox: this.outbox,
      listener: {
        onPrompt: (prompt) => this.prompts.push(prompt),
        onConfiguration: (configuration) => this.configurations.push(configuration),
        onStatus: (status) => this.statuses.push(status),
        onSettled: (entry) => this.settled.push(entry),
      },
    });
  }

  /** A terminal on a broker's address, with a key of its own. */
  static async at(url: string, options: Partial<LinkOptions> & { clock?: FakeClock } = {}) {
    const signer = createSigner(await generateSigningKey());
    return new LinkedTerminal({ transport: createMqttTransport(url), signer, ...options });
  }

  get connected(): boolean {
    return this.link.status.state === 'connected';
  }

  /** A tap that is released at once. */
  async rate(caseNo = '44030020261122000001', level: RatingBody['level'] = 5): Promise<string> {
    const eventId = this.link.newEventId();
    const tap = this.link.tap();
    await this.outbox.hold({ eventId, body: body(caseNo, level), tap, heldUntil: tap.deviceTime });
    await this.outbox.release(eventId);
    this.link.wake();
    return eventId;
  }
}

export function body(caseNo: string, level: RatingBody['level']): RatingBody {
  return {
    caseNo,
    stage: 'completion',
    invitationId: null,
    promptId: 'c0b7b4c0-1a5c-4e7a-8d1d-3b5d4b1f6a02',
    level,
    channel: 'evaluator',
    input: 'simulated',
    displayOrder: [5, 4, 3, 2, 1],
    language: 'zh-CN',
    revisions: 0,
  };
}
