import type {
  Level,
  Prompt,
  PromptEnding,
  TagIndicator,
  Timings,
} from '../../../protocol/index.ts';
import type { Presentation } from './presentation.ts';
import type {
  Asking,
  Choice,
  ChosenScreen,
  EnrolmentFacts,
  Input,
  Panel,
  Source,
  State,
} from './state.ts';

export type Event =
  | { kind: 'tick' }
  | { kind: 'started' }
  | { kind: 'elsewhere' }
  | { kind: 'enrolment'; facts: EnrolmentFacts }
  | { kind: 'configured'; timings: Timings; paused: boolean }
  | { kind: 'link'; refused: string | null }
  | { kind: 'openReenrol' }
  | { kind: 'closeReenrol' }
  | PromptEvent
  | PresentationEvent
  | RatingEvent
  | StoreEvent
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

export type PresentationEvent =
  | { kind: 'present'; change: Partial<Presentation> }
  | { kind: 'panel'; panel: Panel | null }
  /** The plug went in or out; whoever listens wants to be spoken to. */
  | { kind: 'headphones'; areIn: boolean };

/** A citizen's touch. None but `choose` begins a rating. */
export type RatingEvent =
  | { kind: 'touched' }
  /** `eventId` is used when this tap begins a row; a changed level keeps the row's own. */
  | { kind: 'choose'; level: Level; input: Input; eventId: string }
  | { kind: 'revise' }
  | { kind: 'confirm' }
  | { kind: 'decline' }
  | { kind: 'extend' }
  /** Enough read: back to idle. */
  | { kind: 'close' }
  | DetailEvent
  | LinkedEvent;

export type DetailEvent =
  | { kind: 'tag'; code: string }
  | { kind: 'indicator'; indicator: TagIndicator; level: Level }
  | { kind: 'write'; text: string }
  /** A ready one; again takes it back. */
  | { kind: 'sentence'; text: string }
  | { kind: 'page'; page: ChosenScreen['page'] }
  | { kind: 'tagPage'; page: number }
  | { kind: 'keyed'; keyed: boolean };

export type LinkedEvent =
  /** Rate this linked case next. */
  { kind: 'linkedCase'; index: number } | { kind: 'linkedDone' };

export type StoreEvent =
  | { kind: 'held'; eventId: string }
  | { kind: 'released'; eventId: string }
  | { kind: 'storeFailed'; eventId: string; step: 'hold' | 'change' | 'refine' | 'release' };

export type Effect =
  | { kind: 'hold'; asking: Asking; choice: Choice; holdForMs: number }
  /** Another level, at another moment. */
  | { kind: 'change'; asking: Asking; choice: Choice; holdForMs: number }
  /** More about the same level. */
  | { kind: 'refine'; asking: Asking; choice: Choice; holdForMs: number }
  | { kind: 'release'; eventId: string }
  | { kind: 'drop'; eventId: string }
  | { kind: 'report'; source: Source; promptId: string; ending: PromptEnding; detail?: string };

export interface Step {
  state: State;
  effects: readonly Effect[];
}
