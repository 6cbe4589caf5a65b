import type { Clock, Level, Prompt, RatingBody } from '../../../protocol/index.ts';
import type { Outbox, TapTime } from '../../link/index.ts';
import { bodyOfDetails } from './details.ts';
import type { Effect, Event } from './events.ts';
import { nextDeadline, step } from './machine.ts';
import { DISPLAY_ORDER } from './parts/levels.ts';
import { type Asking, type Choice, INITIAL_STATE, type Source, type State } from './state.ts';

type ReportEffect = Extract<Effect, { kind: 'report' }>;
type StoreEffect = Exclude<Effect, ReportEffect>;

/** What a row is to hold, and the moment of the tap on its level. */
interface Words {
  eventId: string;
  body: RatingBody;
  tap: TapTime;
  heldUntil: number;
}

export interface RunnerOptions {
  clock: Clock;
  outbox: Outbox;
  /** The moment of a tap made now. */
  tap: () => TapTime;
  channel: () => RatingBody['channel'];
  report: (report: ReportEffect) => void;
  /** A row was held, changed, released or dropped; it is on disk. */
  onStored: () => void;
  onChange: (state: State) => void;
}

/** Runs the machine: performs its effects one after the other and lets its time pass. */
export class Runner {
  private readonly options: RunnerOptions;
  private current: State = INITIAL_STATE;
  private writes: Promise<void> = Promise.resolve();
  private prompts: Promise<void> = Promise.resolve();
  private cancelTimer: () => void = () => {};
  /** When the tick that waits is due. */
  private due = Number.POSITIVE_INFINITY;
  private cancelRecovery: (() => void)[] = [];
  private isStopped = false;
  /** The newest words of the citizen's, and those that are on disk. */
  private last: Words | null = null;
  private saved: Words | null = null;

  constructor(options: RunnerOptions) {
    this.options = options;
  }

  get state(): State {
    return this.current;
  }

  /** The level of the last row that was written, or is about to be. */
  get lastLevel(): Level | null {
    return this.last?.body.level ?? null;
  }

  dispatch(event: Event): void {
    if (this.isStopped) return;
    const now = this.options.clock.monotonic();
    const { state, effects } = step(this.current, event, now);
    const changed = state !== this.current || event.kind === 'tick';
    this.current = state;
    for (const effect of effects) this.perform(effect);
    this.schedule(now);
    if (changed) this.options.onChange(state);
  }

  /** @param showForMs how long it may still be shown, by the clock of who asked */
  prompt(source: Source, prompt: Prompt | null, showForMs: number): void {
    const { outbox } = this.options;
    this.prompts = this.prompts.then(async () => {
      const alreadyRated =
        prompt !== null && (await outbox.has(prompt.caseNo, prompt.stage).catch(() => false));
      this.dispatch({ kind: 'prompt', source, prompt, showForMs, alreadyRated });
    });
  }

  /** Rows held when the page ended: what the citizen chose stands, at its own time. */
  async recover(): Promise<void> {
    const { clock, outbox, onStored } = this.options;
    const longestMs = this.current.timings.promptIdleMs;
    for (const { eventId, heldUntil } of await outbox.held()) {
      const waitMs = Math.min(Math.max(0, heldUntil - clock.now()), longestMs);
      const release = () => void outbox.release(eventId).then(onStored, onStored);
      this.cancelRecovery.push(clock.after(waitMs, release));
    }
  }

  /** Nothing happens any more; what is being written is written to its end. */
  stop(): Promise<void> {
    this.isStopped = true;
    this.cancelTimer();
    for (const cancel of this.cancelRecovery) cancel();
    return this.writes;
  }

  private schedule(now: number): void {
    // A tick that is due already comes in a moment. An event before it must not push it away: what
    // was due would never end.
    if (this.due <= now) return;
    const deadline = nextDeadline(this.current, now);
    if (deadline === this.due) return;
    this.cancelTimer();
    this.due = deadline;
    if (deadline === Number.POSITIVE_INFINITY) return;
    this.cancelTimer = this.options.clock.after(Math.ceil(deadline - now), () => {
      this.due = Number.POSITIVE_INFINITY;
      this.dispatch({ kind: 'tick' });
    });
  }

  private perform(effect: Effect): void {
    if (effect.kind === 'report') this.options.report(effect);
    else this.write(effect);
  }

  /** The moment and the words of a tap are taken now, although the disk may be busy. */
  private write(effect: StoreEffect): void {
    const words = 'choice' in effect ? this.wordsOf(effect) : this.last;
    this.last = words;
    this.writes = this.writes.then(async () => {
      try {
        await this.store(effect, words);
        // The citizen first, then the hub.
        this.stored(effect);
        this.options.onStored();
      } catch {
        this.failed(effect);
      }
    });
  }

  private async store(effect: StoreEffect, words: Words | null): Promise<void> {
    const { outbox } = this.options;
    if (effect.kind === 'drop') await outbox.drop(effect.eventId);
    else if (effect.kind === 'hold' && words !== null) await outbox.hold(words);
    else if (words !== null && words.eventId === this.saved?.eventId) await this.change(words);
    if (effect.kind === 'release') await outbox.release(effect.eventId);
    if (effect.kind === 'hold') this.saved = words;
  }

  /** Also before a release: details whose own write had failed are not lost by it. */
  private async change(words: Words): Promise<void> {
    if (words === this.saved) return;
    const { eventId, body, tap, heldUntil } = words;
    await this.options.outbox.change(eventId, body, tap, heldUntil);
    this.saved = words;
  }

  private stored(effect: StoreEffect): void {
    if (effect.kind === 'release') this.dispatch({ kind: 'released', eventId: effect.eventId });
    // Of two changes in a row only the last is what the screen will say.
    const held = (effect.kind === 'hold' || effect.kind === 'change') && this.isLast(effect.choice);
    if (held) this.dispatch({ kind: 'held', eventId: effect.choice.eventId });
  }

  private isLast({ eventId, revisions }: Choice): boolean {
    return this.last?.eventId === eventId && this.last.body.revisions === revisions;
  }

  /** Another level that could not be kept is forgotten: the one on disk stands. */
  private failed(effect: StoreEffect): void {
    if (effect.kind === 'drop') return;
    if (effect.kind === 'hold' || effect.kind === 'change') this.last = this.saved;
    const eventId = 'choice' in effect ? effect.choice.eventId : effect.eventId;
    this.dispatch({ kind: 'storeFailed', eventId, step: effect.kind });
  }

  private wordsOf(effect: Extract<StoreEffect, { choice: Choice }>): Words {
    const { asking, choice, holdForMs } = effect;
    const { last } = this;
    const isSameLevel = effect.kind === 'refine' && last?.eventId === choice.eventId;
    return {
      eventId: choice.eventId,
      body: this.bodyOf(asking, choice),
      tap: isSameLevel ? last.tap : this.options.tap(),
      heldUntil: this.options.clock.now() + holdForMs,
    };
  }

  private bodyOf({ prompt }: Asking, choice: Choice): RatingBody {
    const { level, input, revisions, details } = choice;
    const { caseNo, stage, invitationId, promptId } = prompt;
    return {
      caseNo,
      stage,
      invitationId,
      promptId,
      level,
      channel: this.options.channel(),
      input,
      displayOrder: [...DISPLAY_ORDER],
      language: this.current.presentation.language,
      revisions,
      ...bodyOfDetails(details),
    };
  }
}
