import type { Level, Prompt, PromptEnding, RatingBody, Timings } from '../../../protocol/index.ts';

/** Who asked. The hub's and the agent's prompt of one (case, stage) are one asking. */
export type Source = 'hub' | 'agent';
export type Input = RatingBody['input'];

/** What is asked, by whom, and until when it may be shown untouched (monotonic milliseconds). */
export interface Asking {
  key: string;
  prompt: Prompt;
  promptIds: Partial<Record<Source, string>>;
  expiresAt: number;
}

/** The level that the citizen's row in the outbox holds now. */
export interface Choice {
  eventId: string;
  level: Level;
  input: Input;
  revisions: number;
}

/** Every moment below is monotonic: a jump of the wall clock ends nothing early. */
export type Screen =
  | { kind: 'starting' }
  /** Another page of this device is the live one. */
  | { kind: 'elsewhere' }
  | ({ kind: 'unenrolled' } & EnrolmentFacts)
  | { kind: 'idle' }
  | AskingScreen
  | ChosenScreen
  | { kind: 'thanks'; asking: Asking; eventId: string; receiptCode: string | null; until: number }
  | { kind: 'notRated'; asking: Asking; ending: 'declined' | 'timedOut'; until: number }
  | { kind: 'needsService'; why: string }
  /** A technician asks for another identity and has not confirmed it yet. */
  | { kind: 'reenrol'; why: string; until: number };

export interface AskingScreen {
  kind: 'asking';
  asking: Asking;
  /** A started rating is never replaced or withdrawn. */
  touched: boolean;
  /** Taps before this are left over from what stood here a moment ago. */
  opensAt: number;
  deadline: number;
  /** 修改 was pressed: this choice stands unless another is made. */
  revising: Choice | null;
  /** The last tap could not be kept; nothing was recorded. */
  failed: boolean;
}

export interface ChosenScreen {
  kind: 'chosen';
  asking: Asking;
  choice: Choice;
  /** The choice is on disk. Until then the screen says nothing of it. */
  held: boolean;
  opensAt: number;
  releaseAt: number;
  /** The release is being written; thanks only follows when it is on disk (architecture §5, 2). */
  releasing: boolean;
  failed: boolean;
  /** What the row held before this tap; it stands when the change cannot be written. */
  before: Choice | null;
}

export interface EnrolmentFacts {
  userCode: string | null;
  /** Monotonic; null when there is no code. */
  expiresAt: number | null;
  fingerprint: string | null;
  trouble: 'unreachable' | 'rejected' | 'refused' | null;
}

export const NO_FACTS: EnrolmentFacts = {
  userCode: null,
  expiresAt: null,
  fingerprint: null,
  trouble: null,
};

/** An asking that is over. A prompt of it that comes again is answered with the same ending. */
export interface Ended {
  key: string;
  promptIds: Partial<Record<Source, string>>;
  ending: PromptEnding;
  at: number;
}

export interface State {
  screen: Screen;
  waiting: Asking | null;
  ended: readonly Ended[];
  timings: Timings;
  /** Why the hub refuses these credentials; shown as soon as nobody is rating. */
  refused: string | null;
}

export type Event =
  | { kind: 'tick' }
  | { kind: 'started' }
  | { kind: 'elsewhere' }
  | { kind: 'enrolment'; facts: EnrolmentFacts }
  | { kind: 'configured'; timings: Timings }
  | { kind: 'link'; refused: string | null }
  | { kind: 'openReenrol' }
  | { kind: 'closeReenrol' }
  | PromptEvent
  | { kind: 'touched' }
  /** `eventId` is used when this tap begins a row; a changed level keeps the row's own. */
  | { kind: 'choose'; level: Level; input: Input; eventId: string }
  | { kind: 'revise' }
  | { kind: 'confirm' }
  | { kind: 'decline' }
  | { kind: 'extend' }
  | { kind: 'held'; eventId: string }
  | { kind: 'released'; eventId: string }
  | { kind: 'storeFailed'; eventId: string; step: 'hold' | 'change' | 'release' }
  | { kind: 'settled'; eventId: string; receiptCode: string };

export interface PromptEvent {
  kind: 'prompt';
  source: Source;
  prompt: Prompt | null;
  /** How long it may still be shown, by the hub's clock; not positive = expired. */
  showForMs: number;
  /** The outbox has a rating of this (case, stage). */
  alreadyRated: boolean;
}

export type Effect =
  | { kind: 'hold'; asking: Asking; choice: Choice; holdForMs: number }
  | { kind: 'change'; asking: Asking; choice: Choice; holdForMs: number }
  /** The same choice, held longer. */
  | { kind: 'keep'; eventId: string; holdForMs: number }
  | { kind: 'release'; eventId: string }
  | { kind: 'drop'; eventId: string }
  | { kind: 'report'; source: Source; promptId: string; ending: PromptEnding };

export interface Step {
  state: State;
  effects: readonly Effect[];
}

/** Taps this soon after the screen changed belong to the screen before. */
export const GUARD_MS = 300;
export const NOT_RATED_MS = 4_000;
/** A technician who walks away leaves nothing open. */
export const REENROL_MS = 60_000;
/** So long one prompt by the other road still means the asking that has just ended. */
export const SAME_ASKING_MS = 120_000;
export const REMEMBERED_ENDINGS = 20;

export const DEFAULT_TIMINGS: Timings = {
  undoMs: 8_000,
  thanksMs: 4_000,
  promptIdleMs: 60_000,
  warnMs: 15_000,
};

export const INITIAL_STATE: State = {
  screen: { kind: 'starting' },
  waiting: null,
  ended: [],
  timings: DEFAULT_TIMINGS,
  refused: null,
};

/** One (case, stage) is rated once, whoever asks. */
export function keyOf(prompt: Pick<Prompt, 'caseNo' | 'stage'>): string {
  return `${prompt.stage} ${prompt.caseNo}`;
}
