import { registerSW } from 'virtual:pwa-register';
import type { Clock } from '../../protocol/index.ts';

const LOOK_AGAIN_MS = 5_000;
const CHECK_MS = 30 * 60_000;

/** A new version waits until nobody is at the screen; a reload in the middle would cost a rating. */
export function watchForUpdates(clock: Clock, isQuiet: () => Promise<boolean>): void {
  const update = registerSW({
    immediate: true,
    onNeedRefresh: () => void whenQuiet(),
    onRegisteredSW: (_url, registration) => {
      const check = () => {
        registration?.update().catch(() => {});
        clock.after(CHECK_MS, check);
      };
      clock.after(CHECK_MS, check);
    },
  });
  const whenQuiet = async () => {
    if (await isQuiet()) await update(true);
    else clock.after(LOOK_AGAIN_MS, () => void whenQuiet());
  };
}
