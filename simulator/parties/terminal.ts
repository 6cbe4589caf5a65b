import { randomUUID } from 'node:crypto';
import type {
  Clock,
  Prompt,
  PromptEnding,
  RatingBody,
  ReceiptEntry,
  TerminalKind,
} from '../../protocol/index.ts';
import {
  createMqttTransport,
  Link,
  type LinkStatus,
  type Outbox,
  type SessionPolicy,
} from '../../terminal/link/index.ts';
import type { Answer, Citizen } from '../citizen.ts';
import type { Identity } from '../identity.ts';

export interface VirtualTerminalOptions {
  identity: Identity;
  kind: TerminalKind;
  outbox: Outbox;
  citizen: Citizen;
  clock: Clock;
  /** How long a tap may still be changed before it is sent; real screens give 8 s. */
  holdMs?: number;
  policy?: Partial<SessionPolicy>;
  onStatus?: (status: LinkStatus) => void;
  /** The tap is durable: what a real screen thanks for. */
  onGiven?: (eventId: string, body: RatingBody) => void;
  onSettled?: (entry: ReceiptEntry) => void;
  onEnded?: (prompt: Prompt, ending: PromptEnding) => void;
  /** A tap could not be kept: no thanks, and the citizen may tap again. */
  onNotKept?: (fault: unknown) => void;
}

/** A terminal without a screen: the link of a real one, and a citizen who answers its prompts. */
export class VirtualTerminal {
  readonly terminalId: string;
  private readonly options: VirtualTerminalOptions;
  private readonly link: Link;
  private cancelAnswer: () => void = () => {};
  /** What is being asked; its citizen has not tapped yet. */
  private asking: Prompt | null = null;

  constructor(options: VirtualTerminalOptions) {
    const { identity, outbox, clock, policy } = options;
    this.options = options;
    this.terminalId = identity.credentials.terminalId;
    this.link = new Link({
      credentials: identity.credentials,
      transport: createMqttTransport(identity.mqttUrl),
      outbox,
      signer: identity.signer,
      clock,
      bootId: randomUUID(),
      appVersion: 'simulator',
      facts: { screen: 'none', keypad: 'none' },
      ...(policy === undefined ? {} : { policy }),
      listener: {
        onPrompt: (prompt) => void this.ask(prompt),
        onConfiguration: () => {},
        onStatus: (status) => options.onStatus?.(status),
        onSettled: (entry) => options.onSettled?.(entry),
      },
    });
  }

  start(): void {
    this.link.start();
  }

  async stop(): Promise<void> {
    this.cancelAnswer();
    await this.link.stop();
  }

  get status(): LinkStatus {
    return this.link.status;
  }

  /** Shows a prompt (also one that no hub sent); `null` withdraws it. */
  async ask(prompt: Prompt | null): Promise<void> {
    const { onNotKept } = this.options;
    this.putAside(prompt);
    if (prompt === null) return;
    this.asking = prompt;
    this.link.showing(prompt.promptId);
    if (await this.options.outbox.has(prompt.caseNo, prompt.stage)) {
      return this.end(prompt, 'alreadyRated');
    }
    if (this.asking !== prompt) return;
    if (this.link.hubNow() > Date.parse(prompt.showUntil)) return this.end(prompt, 'expired');
    const answer = this.options.citizen.answer(prompt);
    if (answer.kind === 'waits') return;
    const act = () => void this.act(prompt, answer).catch((fault) => onNotKept?.(fault));
    if (answer.afterMs === 0) act();
    else this.cancelAnswer = this.options.clock.after(answer.afterMs, act);
  }

  /** What stands on the screen, untouched. */
  get asked(): Prompt | null {
    return this.asking;
  }

  /**
   * The citizen who waits before the screen does this now. Resolves when it is durable, with the
   * rating's event id; null when nothing is recorded. Rejects when it could not be kept.
   */
  async tap(answer: Exclude<Answer, { kind: 'waits' }>): Promise<string | null> {
    const { asking } = this;
    return asking === null ? null : this.act(asking, answer);
  }

  private putAside(next: Prompt | null): void {
    this.cancelAnswer();
    const before = this.asking;
    if (before === null) return;
    this.end(before, next === null ? 'withdrawn' : 'replaced');
  }

  private end(prompt: Prompt, ending: PromptEnding): void {
    if (this.asking === prompt) this.asking = null;
    this.link.showing(this.asking?.promptId ?? null);
    this.link.report(prompt.promptId, ending);
    this.options.onEnded?.(prompt, ending);
  }

  private async act(
    prompt: Prompt,
    answer: Exclude<Answer, { kind: 'waits' }>,
  ): Promise<string | null> {
    if (this.asking !== prompt) return null;
    if (answer.kind === 'declines') {
      this.end(prompt, 'declined');
      return null;
    }
    const { outbox, holdMs = 0, onGiven } = this.options;
    this.asking = null;
    const eventId = this.link.newEventId();
    const tap = this.link.tap();
    const body = this.bodyOf(prompt, answer);
    try {
      await outbox.hold({ eventId, body, tap, heldUntil: tap.deviceTime + holdMs });
    } catch (fault) {
      this.asking ??= prompt;
      throw fault;
    }
    if (holdMs === 0) await outbox.release(eventId);
    onGiven?.(eventId, body);
    this.end(prompt, 'rated');
    this.link.wake();
    return eventId;
  }

  private bodyOf(prompt: Prompt, answer: Extract<Answer, { kind: 'rates' }>): RatingBody {
    const { kind: _, afterMs: __, tags, ...said } = answer;
    return {
      caseNo: prompt.caseNo,
      stage: prompt.stage,
      invitationId: prompt.invitationId,
      promptId: prompt.promptId,
      channel: this.options.kind,
      input: 'simulated',
      displayOrder: [5, 4, 3, 2, 1],
      language: 'zh-CN',
      revisions: 0,
      ...said,
      ...(tags.length > 0 && { tags }),
    };
  }
}
