import type { Clock, Level } from '../../../../protocol/index.ts';
import type { Surroundings } from '../../surroundings.ts';
import type { Voice } from '../../voice/port.ts';
import type { Event } from '../events.ts';
import type { Presentation } from '../presentation.ts';
import type { Input, Screen, State } from '../state.ts';

/** What every view is given: its own screen, and the ways to act. */
export interface ViewProps<K extends Screen['kind']> {
  screen: Extract<Screen, { kind: K }>;
  surroundings: Surroundings;
  presentation: Presentation;
  hasVoice: boolean;
  act: (event: Event) => void;
  choose: (level: Level, input: Input) => void;
}

/** What a view of a rating under way knows of the moment. */
export interface MomentProps {
  /** Touches count: they do not belong to the screen before. */
  isOpen: boolean;
  /** It ends soon; one touch gives more time. */
  warns: boolean;
}

export interface ScreenViewProps {
  state: State;
  surroundings: Surroundings;
  clock: Clock;
  /** Null on a device that cannot speak. */
  voice: Voice | null;
  act: (event: Event) => void;
  choose: (level: Level, input: Input) => void;
  /** After a rejection: the same identity asks again. */
  onEnrolAgain: () => void;
  /** After a refusal: another identity. */
  onEnrolAnew: () => void;
  /** A technician typed a PIN. */
  onUnlock: (pin: string) => void;
  /** A technician takes the unsent ratings along. */
  onExport: () => void;
  /** CSS pixels a millimetre, as a technician measured them; null for the usual. */
  onCalibrated: (pixelsPerMm: number | null) => void;
}
