import type { Behaviour } from './behaviour.ts';

/** Worn contacts: each press of a key touches several times. */
export function bouncingKey(keypad: { bounces: boolean }): Behaviour {
  return {
    async begin() {
      keypad.bounces = true;
    },
    async end() {
      keypad.bounces = false;
    },
  };
}
