import type { Clock } from '../protocol/index.ts';

export function sleep(clock: Clock, ms: number): Promise<void> {
  return new Promise((resolve) => {
    clock.after(ms, resolve);
  });
}

/** Asks again and again until the answer is yes; false when that took longer than allowed. */
export async function waitUntil(
  clock: Clock,
  atMostMs: number,
  condition: () => boolean | Promise<boolean>,
  everyMs = 50,
): Promise<boolean> {
  const startedAt = clock.monotonic();
  while (!(await condition())) {
    if (clock.monotonic() - startedAt > atMostMs) return false;
    await sleep(clock, everyMs);
  }
  return true;
}
