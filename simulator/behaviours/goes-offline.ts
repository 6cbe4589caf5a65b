import type { FaultyLine } from '../line/faulty-line.ts';
import type { Behaviour } from './behaviour.ts';

/**
 * The cable is out: nothing passes, and nobody is told so. When it is in again, what was connected
 * before is of no use to anybody.
 */
export function goesOffline(line: Pick<FaultyLine, 'mischief' | 'cut'>): Behaviour {
  return {
    async begin() {
      line.mischief.stall++;
    },
    async end() {
      line.mischief.stall--;
      line.cut();
    },
  };
}
