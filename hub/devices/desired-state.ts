import { type Clock, type Prompt, WIRE_VERSION } from '../../protocol/index.ts';
import type { Pipe } from '../broker/pipe.ts';
import { instantText } from '../instant.ts';
import type { Log } from '../log.ts';
import type { Store } from '../store/port.ts';

/**
 * Tells terminals what they should know: the prompt of the moment and their configuration. The
 * store holds both; what is sent at once only saves the terminal from waiting for its next hello.
 */
export class DesiredState {
  private readonly store: Store;
  private readonly clock: Clock;
  private readonly log: Log;
  private readonly pipe: () => Pipe;
  private readonly linkOf: (invitationId: string) => string | null;
  /** Of each terminal, how many prompts were sent outside of answers to its hellos. */
  private readonly sent = new Map<string, number>();

  /** `linkOf`: for a phone; signed anew each time, because the store must hold no link. */
  constructor(parts: {
    store: Store;
    clock: Clock;
    log: Log;
    pipe: () => Pipe;
    linkOf: (invitationId: string) => string | null;
  }) {
    this.store = parts.store;
    this.clock = parts.clock;
    this.log = parts.log;
    this.pipe = parts.pipe;
    this.linkOf = parts.linkOf;
  }

  sendPrompt(terminalId: string, prompt: Prompt | null): void {
    this.sent.set(terminalId, (this.sent.get(terminalId) ?? 0) + 1);
    this.passPrompt(terminalId, prompt);
  }

  /** Sends each of these terminals the configuration that the store now holds for it. */
  async sendConfigurations(terminalIds: string[]): Promise<void> {
    for (const terminalId of terminalIds) {
      if (!this.pipe().isConnected(terminalId)) continue;
      const at = this.clock.now();
      const state = await this.store.query({ kind: 'desiredState', terminalId, at });
      if (!state) continue;
      const message = { ...this.opening(terminalId), configuration: state.configuration };
      this.pipe().send(terminalId, 'configuration', message);
    }
  }

  /** The answer to a hello: welcome, configuration if another one, and the prompt always. */
  async answerHello(
    hello: { terminalId: string; deviceTime: string; configurationRevision: number },
    epoch: string,
  ): Promise<void> {
    const { terminalId } = hello;
    const query = { kind: 'desiredState', terminalId, at: this.clock.now() } as const;
    const sentBefore = this.sent.get(terminalId);
    const state = await this.store.query(query);
    if (!state) {
      this.log.warn({ terminalId }, 'hello of a terminal that the store does not know');
      return;
    }
    const pipe = this.pipe();
    pipe.send(terminalId, 'welcome', {
      ...this.opening(terminalId),
      helloDeviceTime: hello.deviceTime,
      ledgerEpoch: epoch,
      contiguousSeq: state.contiguousSeq,
    });
    if (state.configuration.revision !== hello.configurationRevision) {
      const { configuration } = state;
      pipe.send(terminalId, 'configuration', { ...this.opening(terminalId), configuration });
    }
    // What was sent while the store was asked is newer than its answer: that one would take it back.
    if (this.sent.get(terminalId) === sentBefore) this.passPrompt(terminalId, state.prompt);
  }

  private passPrompt(terminalId: string, prompt: Prompt | null): void {
    if (!this.pipe().isConnected(terminalId)) return;
    const linked = prompt && this.withLink(prompt);
    this.pipe().send(terminalId, 'prompt', { ...this.opening(terminalId), prompt: linked });
  }

  private withLink(prompt: Prompt): Prompt {
    const link = prompt.invitationId === null ? null : this.linkOf(prompt.invitationId);
    return link === null ? prompt : { ...prompt, link };
  }

  private opening(terminalId: string) {
    return { version: WIRE_VERSION, terminalId, hubTime: instantText(this.clock.now()) };
  }
}
