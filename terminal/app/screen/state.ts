import type { Level, Prompt, PromptEnding, RatingBody, Timings } from '../../../protocol/index.ts';
import type { Details } from './details.ts';
import type { MaintenanceFacts, PinTrouble } from './maintenance.ts';
import { type Presentation, USUAL } from './presentation.ts';

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

/** What the citizen's row in the outbox holds now. */
export interface Choice {
  eventId: string;
  /** Null while a theme is rated by its linked cases alone (SZ-20b). */
  level: Level | null;
  input: Input;
  revisions: number;
  details: Details;
  /** Until when the row waits for more; after that the link may send it. */
  heldUntil: number;
}

/** Every moment below is monotonic: a jump of the wall clock ends nothing early. */
export type Screen =
  | { kind: 'starting' }
  /** Another page of this device is the live one. */
  | { kind: 'elsewhere' }
  | ({ kind: 'unenrolled' } & EnrolmentFacts)
  | { kind: 'idle'; awakeUntil: number | null }
  | { kind: 'paused' }
  | AskingScreen
  | LinkedScreen
  | ChosenScreen
  | { kind: 'thanks'; asking: Asking; choice: Choice; receiptCode: string | null; until: number }
  | NotRatedScreen
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
  /** 修改 was pressed, or linked cases were rated: this stands unless more is chosen. */
  revising: Choice | null;
  /** The last tap could not be kept; nothing was recorded. */
  failed: boolean;
}

/** One linked case of a theme (SZ-20b). */
export interface LinkedScreen {
  kind: 'linked';
  asking: Asking;
  index: number;
  choice: Choice | null;
  /** Its level is asked, or, once that is given, why. */
  page: 'level' | 'tags';
  /** Which page of the tags is shown, and whether the keys pick them. */
  tagPage: number;
  keyed: boolean;
  opensAt: number;
  deadline: number;
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
  page: 'details' | 'indicators' | 'writing';
  /** Somebody is busy with the details: it waits as long as an asking does. */
  touched: boolean;
  /** Which page of the tags is shown. */
  tagPage: number;
  /** The keys 1–5 pick tags instead of levels. */
  keyed: boolean;
}

export interface NotRatedScreen {
  kind: 'notRated';
  asking: Asking;
  ending: 'declined' | 'timedOut';
  until: number;
  /** From here on a waiting prompt takes its place. */
  yieldsAt: number;
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

/** Lies over the screen without ending it; closes when another screen comes. */
export type Panel =
  | { kind: 'languages' }
  /** Larger letters, contrast, voice and language, by the numbers of keys. */
  | { kind: 'tools' }
  | { kind: 'cases'; page: number }
  /** A technician measures the screen. */
  | { kind: 'setup' }
  /** Their corner: what stands behind the PIN, once it was right. */
  | { kind: 'maintenance'; facts: MaintenanceFacts | null; trouble: PinTrouble | null };

export interface State {
  screen: Screen;
  panel: Panel | null;
  presentation: Presentation;
  /** While they are in, the screen speaks to whoever comes. */
  headphones: boolean;
  waiting: Asking | null;
  ended: readonly Ended[];
  timings: Timings;
  /** Why the hub refuses these credentials; shown as soon as nobody is rating. */
  refused: string | null;
  /** Taken out of use from afar; so is this. */
  paused: boolean;
}

/** Taps this soon after the screen changed belong to the screen before. */
export const GUARD_MS = 300;
/** A row is held so much longer than the screen waits: not every touch needs the disk. */
export const HOLD_AHEAD_MS = 60_000;
export const NOT_RATED_MS = 4_000;
/** Long enough to take out a phone. */
export const QR_MS = 30_000;
/** An idle screen that was touched shows its controls so long. */
export const AWAKE_MS = 15_000;
/** Who set the screen to their needs and waits for their turn finds it so. */
export const PREPARED_MS = 300_000;
/** The corner before the PIN. */
export const CLOSED_CORNER: Panel = { kind: 'maintenance', facts: null, trouble: null };

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
  panel: null,
  presentation: USUAL,
  headphones: false,
  waiting: null,
  ended: [],
  timings: DEFAULT_TIMINGS,
  refused: null,
  paused: false,
};

/** One (case, stage) is rated once, whoever asks. */
export function keyOf(prompt: Pick<Prompt, 'caseNo' | 'stage'>): string {
  return `${prompt.stage} ${prompt.caseNo}`;
}
