import { z } from 'zod';
import { LevelSchema } from '../../../protocol/index.ts';
import { type Acts, type Key, pressKey } from '../screen/keys.ts';
import { DISPLAY_ORDER } from '../screen/parts/levels.ts';
import type { State } from '../screen/state.ts';

/** What a citizen pressed at a keypad, whatever its device calls it. */
export const KeypadKeySchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('level'), level: LevelSchema }),
  z.object({ kind: z.enum(['confirm', 'back']) }),
]);
export type KeypadKey = z.infer<typeof KeypadKeySchema>;

/** A press at a keypad is the same flow as the keys 1–5, Enter and Back. */
export function pressed(key: KeypadKey, state: State, acts: Acts): void {
  pressKey(state, keyOf(key), 'serial', acts);
}

function keyOf(key: KeypadKey): Key {
  if (key.kind !== 'level') return key.kind === 'confirm' ? 'enter' : 'back';
  return `${DISPLAY_ORDER.indexOf(key.level) + 1}` as Key;
}
