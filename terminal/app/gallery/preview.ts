import type { State } from '../screen/state.ts';
import type { Surroundings } from '../surroundings.ts';

/** Fixed data for one state of the screen. */
export interface Preview {
  state: State;
  surroundings: Surroundings;
}
