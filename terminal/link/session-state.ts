import { type BackoffPolicy, DEFAULT_BACKOFF } from './backoff.ts';

/** Where a link's connection stands; `session.ts` says how it moves on. */
export type SessionState =
  | { name: 'stopped' }
  /** `refusal`: why the hub refused last time; shown until it takes us. */
  | { name: 'connecting'; setbacks: Setbacks; refusal: string | null }
  | { name: 'open'; setbacks: Setbacks; welcomed: boolean }
  /** `signed`: a sign of the hub has cut this pause short. */
  | {
      name: 'waiting';
      setbacks: Setbacks;
      refusal: string | null;
      why: string;
      delayMs: number;
      signed: boolean;
    };

/** Since a connection last was stable. */
export interface Setbacks {
  /** Attempts and connections that failed. */
  failures: number;
  /** Pauses that a sign of the hub has cut short. */
  signs: number;
}

export type SessionTimer = 'retry' | 'sign' | 'hello' | 'welcome' | 'stable';

export type SessionEvent =
  | { kind: 'start' }
  | { kind: 'stop' }
  | { kind: 'opened' }
  | { kind: 'failed'; why: string; refused: boolean }
  | { kind: 'lost'; why: string }
  | { kind: 'welcomed' }
  /** Something says that the hub may be back: it answers again, or the agent was started again. */
  | { kind: 'sign' }
  | { kind: 'due'; timer: SessionTimer };

export type SessionEffect =
  | { kind: 'open' }
  | { kind: 'close'; farewell: boolean }
  | { kind: 'birth' }
  | { kind: 'hello' }
  | { kind: 'drain' }
  | { kind: 'halt' }
  | { kind: 'timer'; timer: SessionTimer; delayMs: number }
  | { kind: 'cancel'; timer: SessionTimer };

export interface SessionPolicy {
  backoff: BackoffPolicy;
  /** Hello each so often … */
  helloMs: number;
  /** … and a connection whose hello got no welcome in this time is dead, whatever TCP says. */
  welcomeMs: number;
}

export const DEFAULT_POLICY: SessionPolicy = {
  backoff: DEFAULT_BACKOFF,
  helloMs: 30_000,
  welcomeMs: 10_000,
};
