import { randomUUID } from 'node:crypto';
import { type Clock, canonicalText, type Prompt, type TerminalKind } from '../../protocol/index.ts';
import { instant } from '../link/index.ts';
import { type CaseError, readCase } from './asking.ts';
import type { DeskMemory, DeskState } from './desk-file.ts';

export interface PromptDeskOptions {
  kind: TerminalKind;
  showMs: number;
  clock: Clock;
  memory: DeskMemory;
  /** Something else is to be asked from now on. */
  onChange: (prompt: Prompt | null) => void;
}

export type Handed =
  | { status: 'asked' | 'askedBefore'; promptId: string }
  | { status: 'refused'; errors: CaseError[] }
  /** The same record id came with another content. */
  | { status: 'contradiction'; errors: CaseError[] };

const REMEMBERED_RECORDS = 200;
/** A prompt of a file made "later" than now: the device's clock was set back. */
const CLOCK_TOLERANCE_MS = 60_000;

/**
 * Holds the one prompt that this agent asks on its own. It knows nothing of the hub, so that a
 * window goes on while the hub is away; a new case takes the place of the one before.
 */
export class PromptDesk {
  private readonly options: PromptDeskOptions;
  private state: DeskState = { current: null, asked: [] };
  private cancelExpiry: () => void = () => {};

  constructor(options: PromptDeskOptions) {
    this.options = options;
  }

  /** Takes up what an earlier process was asking, if its time is not over. */
  start(): void {
    this.state = this.options.memory.load();
    const { current } = this.state;
    if (current === null) return;
    if (this.isStale(current)) this.put(null);
    else this.expireInTime(current);
  }

  stop(): void {
    this.cancelExpiry();
  }

  get current(): Prompt | null {
    return this.state.current;
  }

  /** A case that the window PC says is finished. */
  hand(given: unknown): Handed {
    const { kind, showMs, clock } = this.options;
    const asking = readCase(given, kind);
    if (!asking.ok) return { status: 'refused', errors: asking.errors };
    const { recordId } = asking.record;
    const content = canonicalText(asking.record);
    const before = this.state.asked.find((one) => one.recordId === recordId);
    if (before !== undefined && before.content !== content) {
      const message = 'this record was handed in before with another content';
      return { status: 'contradiction', errors: [{ path: 'recordId', message }] };
    }
    if (before !== undefined) return { status: 'askedBefore', promptId: before.promptId };
    const promptId = randomUUID();
    const now = clock.now();
    const times = { issuedAt: instant(now), showUntil: instant(now + showMs) };
    const asked = [...this.state.asked, { recordId, content, promptId }].slice(-REMEMBERED_RECORDS);
    this.put({ promptId, ...asking.question, ...times }, asked);
    return { status: 'asked', promptId };
  }

  /** The staff takes a case back. The screen ends the prompt only if nobody has touched it. */
  withdraw(caseNo: string): boolean {
    if (this.state.current?.caseNo !== caseNo) return false;
    this.put(null);
    return true;
  }

  /** The screen says that this prompt has ended, one way or another. */
  ended(promptId: string): boolean {
    if (this.state.current?.promptId !== promptId) return false;
    this.put(null);
    return true;
  }

  private put(current: Prompt | null, asked = this.state.asked): void {
    const next = { current, asked };
    this.options.memory.save(next);
    this.state = next;
    this.cancelExpiry();
    if (current !== null) this.expireInTime(current);
    this.options.onChange(current);
  }

  private expireInTime(prompt: Prompt): void {
    const { clock } = this.options;
    const leftMs = Math.max(0, Date.parse(prompt.showUntil) - clock.now());
    this.cancelExpiry = clock.after(leftMs, () => void this.ended(prompt.promptId));
  }

  private isStale(prompt: Prompt): boolean {
    const now = this.options.clock.now();
    const issuedAt = Date.parse(prompt.issuedAt);
    return now >= Date.parse(prompt.showUntil) || now < issuedAt - CLOCK_TOLERANCE_MS;
  }
}
