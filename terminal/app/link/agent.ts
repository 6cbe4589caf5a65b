import { z } from 'zod';
import {
  type Clock,
  type EditionFact,
  EditionFactSchema,
  type Level,
  PresenceSchema,
  type Prompt,
  type PromptEnding,
  PromptSchema,
  type Restarts,
  RestartsSchema,
  type ServiceItem,
  ServiceItemSchema,
  TerminalKindSchema,
  type WantedEdition,
} from '../../../protocol/index.ts';
import { type HidKeys, HidKeysSchema, type KeypadKey, KeypadKeySchema } from '../input/schemas.ts';
import type { PinTrouble } from '../screen/maintenance.ts';

/** What the agent of this device says about it, `GET /local/config`. */
const AgentConfigSchema = z.object({
  hubUrl: z.url(),
  kind: TerminalKindSchema,
  hint: z.string().max(80).nullish(),
  agentVersion: z.string(),
  generation: z.string().nullish(),
});
export type AgentConfig = z.infer<typeof AgentConfigSchema>;

const PromptEventSchema = z.object({ prompt: PromptSchema.nullable() });
const ServingEventSchema = z.object({
  serving: z.object({ item: ServiceItemSchema.optional() }).nullable(),
});
const KeypadSchema = z.object({
  state: PresenceSchema.shape.keypad,
  unknownKeys: PresenceSchema.shape.unknownKeys,
});
export type KeypadState = z.infer<typeof KeypadSchema>;

const HEARTBEAT_MS = 30_000;
/** What changes together is told together. */
const NEWS_MS = 300;
const CALL_TIMEOUT_MS = 5_000;

export interface AgentOptions {
  clock: Clock;
  onPrompt: (prompt: Prompt | null) => void;
  /** Somebody is being served, with what; null when nobody is. */
  onServing: (serving: { item: ServiceItem | null } | null) => void;
  onKey: (key: KeypadKey) => void;
  onKeypad: (keypad: KeypadState) => void;
  onHidKeys: (keys: HidKeys) => void;
  /** How often the browser had to be started again. */
  onRestarts: (restarts: Restarts) => void;
  /** Which app the agent serves has changed, or is told at the start. */
  onEdition: (fact: EditionFact) => void;
  /** The agent was started again, and the hub perhaps with it. */
  onBack: () => void;
  /** What the watchdog wants to know each half minute. */
  vitals: () => Record<string, unknown>;
}

/** `undefined` when no agent answers: the page may be served by something else. */
export async function fetchAgentConfig(): Promise<AgentConfig | undefined> {
  try {
    const response = await fetch('/local/config', {
      cache: 'no-store',
      signal: AbortSignal.timeout(CALL_TIMEOUT_MS),
    });
    const parsed = AgentConfigSchema.safeParse(await response.json());
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

/** True when the agent has it on its disk. */
export async function giveEvidence(evidence: object): Promise<boolean> {
  try {
    const response = await fetch('/local/evidence', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(evidence),
      signal: AbortSignal.timeout(CALL_TIMEOUT_MS),
    });
    return response.ok;
  } catch {
    return false;
  }
}

/** The agent ends and is started again, once for each id. Rejects when it did not take it. */
export function restartAgent(instructionId: string): Promise<void> {
  return told('POST', '/local/restart', { instructionId });
}

/** The app that the hub wants here. Rejects when the agent did not take it. */
export function wantEdition(wanted: WantedEdition | null): Promise<void> {
  return told('PUT', '/local/edition', { wanted });
}

const PinOutcomeSchema = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('opened') }),
  z.object({ outcome: z.literal('wrong') }),
  z.object({ outcome: z.literal('locked'), waitSeconds: z.int().min(0) }),
]);

/** Null when the PIN was right. The agent counts the misses. */
export async function tryPin(pin: string, pinHash: string): Promise<PinTrouble | null> {
  try {
    const parsed = PinOutcomeSchema.parse(
      await (await ask('POST', '/local/pin', { pin, pinHash })).json(),
    );
    if (parsed.outcome === 'opened') return null;
    if (parsed.outcome === 'wrong') return { kind: 'wrong' };
    return { kind: 'locked', waitSeconds: parsed.waitSeconds };
  } catch {
    return { kind: 'noAgent' };
  }
}

/** The agent forgets all it was given and is started again. Rejects when it did not take it. */
export function wipeAgent(instructionId: string): Promise<void> {
  return told('POST', '/local/wipe', { instructionId });
}

async function told(method: string, path: string, body: object): Promise<void> {
  await ask(method, path, body);
}

async function ask(method: string, path: string, body: object): Promise<Response> {
  const response = await fetch(path, {
    method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(CALL_TIMEOUT_MS),
  });
  if (!response.ok) throw new Error(`the agent answered ${response.status}`);
  return response;
}

/** The page's line to the agent of its own device: prompts in, signs of life out. */
export class AgentLine {
  private readonly options: AgentOptions;
  private events: EventSource | null = null;
  private last: Prompt | null = null;
  private cancelBeat: () => void = () => {};
  private cancelNews: (() => void) | null = null;
  private told = '';

  constructor(options: AgentOptions) {
    this.options = options;
  }

  start(): void {
    this.events = new EventSource('/local/link');
    this.hear('prompt', PromptEventSchema, ({ prompt }) => {
      this.last = prompt;
      this.options.onPrompt(prompt);
    });
    this.hear('serving', ServingEventSchema, ({ serving }) =>
      this.options.onServing(serving && { item: serving.item ?? null }),
    );
    this.hear('key', KeypadKeySchema, (key) => this.options.onKey(key));
    this.hear('keypad', KeypadSchema, (keypad) => this.options.onKeypad(keypad));
    this.hear('hidKeys', HidKeysSchema, (keys) => this.options.onHidKeys(keys));
    this.hear('restarts', RestartsSchema, (restarts) => this.options.onRestarts(restarts));
    this.hear('edition', EditionFactSchema, (fact) => this.options.onEdition(fact));
    let isLost = false;
    this.events.addEventListener('error', () => {
      isLost = true;
    });
    this.events.addEventListener('open', () => {
      if (isLost) this.options.onBack();
      isLost = false;
    });
    this.beat();
  }

  stop(): void {
    this.events?.close();
    this.cancelBeat();
    this.cancelNews?.();
  }

  /** At once: a prompt of the agent's is over; a reloaded page is then not asked it again. */
  ended(promptId: string, ending: PromptEnding, level: Level | null): void {
    this.tell({ ended: { promptId, ending, level } });
  }

  /** Something may have changed: the agent hears it now, not with the next half minute. */
  news(): void {
    this.cancelNews ??= this.options.clock.after(NEWS_MS, () => {
      this.cancelNews = null;
      if (JSON.stringify(this.options.vitals()) !== this.told) this.beat();
    });
  }

  /** What the agent asks, again: a screen that could not ask it before can now. */
  repeat(): void {
    this.options.onPrompt(this.last);
  }

  private beat(): void {
    this.cancelBeat();
    this.tell();
    this.cancelBeat = this.options.clock.after(HEARTBEAT_MS, () => this.beat());
  }

  /** Lost words are said again: with the next beat, or when the prompt comes again. */
  private tell(news: object = {}): void {
    const vitals = this.options.vitals();
    this.told = JSON.stringify(vitals);
    fetch('/local/heartbeat', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...vitals, ...news }),
      signal: AbortSignal.timeout(CALL_TIMEOUT_MS),
    }).catch(() => {});
  }

  /** What cannot be read is from an agent of another version, and is left alone. */
  private hear<T>(event: string, schema: z.ZodType<T>, take: (value: T) => void): void {
    this.events?.addEventListener(event, ({ data }) => {
      const parsed = schema.safeParse(parse(data));
      if (parsed.success) take(parsed.data);
    });
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
