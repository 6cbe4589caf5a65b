import type { Clock, Level } from '../../../../protocol/index.ts';
import type { Surroundings } from '../../surroundings.ts';
import type { Event, Input, Screen, State } from '../state.ts';

/** What every view is given: its own screen, and the ways to act. */
export interface ViewProps<K extends Screen['kind']> {
  screen: Extract<Screen, { kind: K }>;
  surroundings: Surroundings;
  act: (event: Event) => void;
  choose: (level: Level, input: Input) => void;
}

export interface ScreenViewProps {
  state: State;
  surroundings: Surroundings;
  clock: Clock;
  act: (event: Event) => void;
  choose: (level: Level, input: Input) => void;
  /** After a rejection: the same identity asks again. */
  onEnrolAgain: () => void;
  /** After a refusal: another identity. */
  onEnrolAnew: () => void;
}
