import type { Clock } from '../../protocol/index.ts';
import type { LinkStatus } from './ports.ts';
import { step } from './session.ts';
import type {
  SessionEffect,
  SessionEvent,
  SessionPolicy,
  SessionState,
  SessionTimer,
} from './session-state.ts';
import { statusOf } from './status.ts';

type OwnEffect = 'timer' | 'cancel';
/** What the runner does not do itself. */
export type OuterEffect = Exclude<SessionEffect, { kind: OwnEffect }>;

export interface SessionRunnerOptions {
  policy: SessionPolicy;
  clock: Clock;
  random: () => number;
  perform: (effect: OuterEffect) => void;
  clockOffsetMs: () => number | null;
  onStatus: (status: LinkStatus) => void;
}

/** Runs the state machine of `session.ts`: one event after the other, its timers, its status. */
export class SessionRunner {
  private readonly options: SessionRunnerOptions;
  private readonly timers = new Map<SessionTimer, () => void>();
  private readonly events: SessionEvent[] = [];
  private stepping = false;
  private state: SessionState = { name: 'stopped' };
  private current: LinkStatus = { state: 'stopped' };

  constructor(options: SessionRunnerOptions) {
    this.options = options;
  }

  get status(): LinkStatus {
    return this.current;
  }

  get isOpen(): boolean {
    return this.state.name === 'open';
  }

  get isWelcomed(): boolean {
    return this.state.name === 'open' && this.state.welcomed;
  }

  dispatch(event: SessionEvent): void {
    this.events.push(event);
    if (this.stepping) return;
    this.stepping = true;
    try {
      for (let next = this.events.shift(); next; next = this.events.shift()) this.take(next);
    } finally {
      this.stepping = false;
    }
  }

  private take(event: SessionEvent): void {
    const { policy, random } = this.options;
    const { state, effects } = step(this.state, event, policy, random());
    this.state = state;
    for (const effect of effects) {
      if (effect.kind === 'timer') this.setTimer(effect.timer, effect.delayMs);
      else if (effect.kind === 'cancel') this.timers.get(effect.timer)?.();
      else this.options.perform(effect);
    }
    this.tellStatus();
  }

  private setTimer(timer: SessionTimer, delayMs: number): void {
    this.timers.get(timer)?.();
    const due = () => this.dispatch({ kind: 'due', timer });
    this.timers.set(timer, this.options.clock.after(delayMs, due));
  }

  private tellStatus(): void {
    const { clock, clockOffsetMs, onStatus } = this.options;
    const status = statusOf(this.state, this.current, clockOffsetMs(), clock.now());
    if (status === this.current) return;
    this.current = status;
    onStatus(status);
  }
}
