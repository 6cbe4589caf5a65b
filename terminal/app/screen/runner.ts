import type { Clock, Level, Prompt, RatingBody } from '../../../protocol/index.ts';
import type { Outbox, TapTime } from '../../link/index.ts';
import { nextDeadline, step } from './machine.ts';
import { DISPLAY_ORDER } from './parts/levels.ts';
import type { Asking, Choice, Effect, Event, Source, State } from './state.ts';
import { INITIAL_STATE } from './state.ts';

type ReportEffect = Extract<Effect, { kind: 'report' }>;
type StoreEffect = Exclude<Effect, ReportEffect>;

export interface RunnerOptions {
  clock: Clock;
  outbox: Outbox;
  /** The moment of a tap made now. */
  tap: () => TapTime;
  channel: () => RatingBody['channel'];
  language: RatingBody['language'];
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
  private cancelRecovery: (() => void)[] = [];
  private isStopped = false;
  private last: { eventId: string; body: RatingBody; tap: TapTime } | null = null;

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
    this.cancelTimer();
    const deadline = nextDeadline(this.current, now);
    if (deadline === Number.POSITIVE_INFINITY) return;
    const tick = () => this.dispatch({ kind: 'tick' });
    this.cancelTimer = this.options.clock.after(Math.ceil(deadline - now), tick);
  }

  private perform(effect: Effect): void {
    if (effect.kind === 'report') this.options.report(effect);
    else this.write(effect);
  }

  /** The moment and the words of a tap are taken now, although the disk may be busy. */
  private write(effect: StoreEffect): void {
    const heldUntil = this.options.clock.now() + ('holdForMs' in effect ? effect.holdForMs : 0);
    if (effect.kind === 'hold' || effect.kind === 'change') {
      const { asking, choice } = effect;
      const body = this.bodyOf(asking, choice);
      this.last = { eventId: choice.eventId, body, tap: this.options.tap() };
    }
    const { last } = this;
    this.writes = this.writes.then(async () => {
      try {
        await this.store(effect, last, heldUntil);
        this.options.onStored();
        this.stored(effect);
      } catch {
        this.failed(effect);
      }
    });
  }

  private async store(effect: StoreEffect, last: typeof this.last, heldUntil: number) {
    const { outbox } = this.options;
    if (effect.kind === 'release') await outbox.release(effect.eventId);
    else if (effect.kind === 'drop') await outbox.drop(effect.eventId);
    else if (last !== null && effect.kind === 'hold') await outbox.hold({ ...last, heldUntil });
    else if (last !== null) await outbox.change(last.eventId, last.body, last.tap, heldUntil);
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

  private failed(effect: StoreEffect): void {
    if (effect.kind === 'drop' || effect.kind === 'keep') return;
    const eventId = 'choice' in effect ? effect.choice.eventId : effect.eventId;
    this.dispatch({ kind: 'storeFailed', eventId, step: effect.kind });
  }

  private bodyOf({ prompt }: Asking, { level, input, revisions }: Choice): RatingBody {
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
      language: this.options.language,
      revisions,
    };
  }
}
