import type { Behaviour } from './behaviour.ts';

/** Bytes that mean nothing come out of it, once: a terminal's line, or the wire of a keypad. */
export function garbage(source: { noise(): void }): Behaviour {
  return {
    async begin() {
      source.noise();
    },
    async end() {},
  };
}
