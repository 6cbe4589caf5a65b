import { type Acts, type Key, pressKey } from '../screen/keys.ts';
import { DISPLAY_ORDER } from '../screen/parts/levels.ts';
import type { State } from '../screen/state.ts';
import type { KeypadKey } from './key-schemas.ts';

/** A press at a keypad is the same flow as the keys 1–5, Enter and Back. */
export function pressed(key: KeypadKey, state: State, acts: Acts): void {
  pressKey(state, keyOf(key), 'serial', acts);
}

function keyOf(key: KeypadKey): Key {
  if (key.kind !== 'level') return key.kind === 'confirm' ? 'enter' : 'back';
  return `${DISPLAY_ORDER.indexOf(key.level) + 1}` as Key;
}
