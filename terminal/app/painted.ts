import type { Clock } from '../../protocol/index.ts';

/** A page that nobody sees is never painted; it goes on all the same. */
const UNSEEN_MS = 500;

/** Resolves when what is drawn now has been painted: work for later does not come before it. */
export function painted(clock: Clock): Promise<void> {
  return new Promise((resolve) => {
    const cancel = clock.after(UNSEEN_MS, resolve);
    requestAnimationFrame(() => {
      cancel();
      // A frame's callbacks run before its painting, and tasks after it.
      clock.after(0, resolve);
    });
  });
}
