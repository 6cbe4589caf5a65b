import { z } from 'zod';
import {
  type Configuration,
  ConfigurationMessageSchema,
  canonicalText,
  decode,
  downTopic,
  LIMITS,
  type Prompt,
  PromptIdSchema,
  PromptMessageSchema,
  type ReceiptEntry,
  ReceiptSchema,
  type Refusal,
  refusalOf,
  type Welcome,
  WelcomeSchema,
} from '../../protocol/index.ts';

const LONGEST_DETAIL = 500;

/** All that must be readable to say which prompt could not be shown. */
const NamedPromptSchema = z.object({
  terminalId: z.string(),
  prompt: z.object({ promptId: PromptIdSchema }),
});

export interface InboxOptions {
  terminalId: string;
  configurationRevision: number;
  onWelcome: (welcome: Welcome) => void;
  onReceipts: (receipts: ReceiptEntry[]) => void;
  onPrompt: (prompt: Prompt | null) => void;
  onConfiguration: (configuration: Configuration) => void;
  /**
   * A prompt that this terminal cannot read, or that is not its own; the hub is to hear why, and
   * of which prompt where that can be read.
   */
  onUnreadablePrompt: (why: string, promptId: string | null) => void;
}

/**
 * Reads what the hub sends. Prompt and configuration are desired state that the hub repeats with
 * every hello; the terminal hears of them only when they have changed.
 */
export class Inbox {
  private readonly options: InboxOptions;
  private revision: number;
  private lastPrompt: string | null = null;

  constructor(options: InboxOptions) {
    this.options = options;
    this.revision = options.configurationRevision;
  }

  get configurationRevision(): number {
    return this.revision;
  }

  take(topic: string, payload: Uint8Array): void {
    const { terminalId } = this.options;
    if (topic === downTopic(terminalId, 'welcome')) this.welcome(payload);
    else if (topic === downTopic(terminalId, 'receipt')) this.receipts(payload);
    else if (topic === downTopic(terminalId, 'prompt')) this.prompt(payload);
    else if (topic === downTopic(terminalId, 'configuration')) this.configuration(payload);
  }

  private welcome(payload: Uint8Array): void {
    const welcome = decode(payload, WelcomeSchema);
    if (welcome.ok && this.forUs(welcome.message)) this.options.onWelcome(welcome.message);
  }

  private receipts(payload: Uint8Array): void {
    const receipt = decode(payload, ReceiptSchema);
    if (receipt.ok && this.forUs(receipt.message)) {
      this.options.onReceipts(receipt.message.receipts);
    }
  }

  private prompt(payload: Uint8Array): void {
    const decoded = decode(payload, PromptMessageSchema, LIMITS.downPayloadBytes);
    if (!decoded.ok) {
      this.options.onUnreadablePrompt(whyOf(decoded.refusal), this.promptIdIn(decoded.raw));
      return;
    }
    if (!this.forUs(decoded.message)) {
      this.options.onUnreadablePrompt(whyOf(refusalOf('wrongTerminal')), null);
      return;
    }
    const text = canonicalText(decoded.message.prompt);
    if (text === this.lastPrompt) return;
    this.lastPrompt = text;
    this.options.onPrompt(decoded.message.prompt);
  }

  private configuration(payload: Uint8Array): void {
    const decoded = decode(payload, ConfigurationMessageSchema);
    if (!decoded.ok || !this.forUs(decoded.message)) return;
    const { configuration } = decoded.message;
    if (configuration.revision === this.revision) return;
    this.revision = configuration.revision;
    this.options.onConfiguration(configuration);
  }

  /** Of another terminal's prompt this one says nothing. */
  private promptIdIn(raw: unknown): string | null {
    const named = NamedPromptSchema.safeParse(raw);
    return named.success && this.forUs(named.data) ? named.data.prompt.promptId : null;
  }

  private forUs(message: { terminalId: string }): boolean {
    return message.terminalId === this.options.terminalId;
  }
}

/** With each field that is wrong, as far as a report has room. */
function whyOf({ detail, errors }: Refusal): string {
  const fields = errors.map(({ path, message }) => `${path}: ${message}.`);
  return [detail, ...fields].join(' ').slice(0, LONGEST_DETAIL);
}
