import type { FaultyLine } from '../line/faulty-line.ts';
import type { Behaviour } from './behaviour.ts';

/** Everything that the terminal publishes leaves twice, as from a network that repeats itself. */
export function duplicates(line: Pick<FaultyLine, 'mischief'>): Behaviour {
  return {
    async begin() {
      line.mischief.duplicate++;
    },
    async end() {
      line.mischief.duplicate--;
    },
  };
}
