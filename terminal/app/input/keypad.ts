import type { Level } from '../../../protocol/index.ts';
import type { Event, Input, Screen } from '../screen/state.ts';
import type { KeypadKey } from './schemas.ts';

interface Acts {
  act(event: Event): void;
  choose(level: Level, input: Input): void;
}

/** A press at a keypad is the same flow as the keys 1–5, Enter and Back. */
export function pressed(key: KeypadKey, screen: Screen, acts: Acts): void {
  const isChosen = screen.kind === 'chosen';
  if (key.kind === 'level') acts.choose(key.level, 'serial');
  else if (key.kind === 'confirm') acts.act({ kind: isChosen ? 'confirm' : 'touched' });
  else acts.act({ kind: isChosen ? 'revise' : 'decline' });
}
