import type { Clock } from '../../protocol/index.ts';

const LOOK_AGAIN_MS = 2_000;
const CHECK_MS = 30 * 60_000;
/** What the generated worker listens for. */
const TAKE_OVER = { type: 'SKIP_WAITING' };

/**
 * A new version waits until nobody is at the screen and nothing is under way: first to take over,
 * then to load the page anew. By the plain interface: the usual helper reloads no page that began
 * without a worker, and a terminal runs for weeks on its very first visit.
 */
export async function watchForUpdates(clock: Clock, isQuiet: () => Promise<boolean>) {
  if (import.meta.env.DEV || !('serviceWorker' in navigator)) return;
  const whenQuiet = async (act: () => void) => {
    if (await isQuiet()) act();
    else clock.after(LOOK_AGAIN_MS, () => void whenQuiet(act));
  };
  const onWaiting = (worker: ServiceWorker) => {
    worker.addEventListener('statechange', () => {
      if (worker.state === 'activated') void whenQuiet(() => location.reload());
    });
    void whenQuiet(() => worker.postMessage(TAKE_OVER));
  };
  const registration = await navigator.serviceWorker.register('/sw.js').catch(() => undefined);
  if (registration === undefined) return;
  if (registration.waiting) onWaiting(registration.waiting);
  registration.addEventListener('updatefound', () => {
    const { installing } = registration;
    installing?.addEventListener('statechange', () => {
      const isUpdate = installing.state === 'installed' && registration.active !== null;
      if (isUpdate) onWaiting(installing);
    });
  });
  const check = () => {
    lookForUpdate();
    clock.after(CHECK_MS, check);
  };
  clock.after(CHECK_MS, check);
}

/** Asks the agent for its worker now: when another app is served, that is another one. */
export function lookForUpdate(): void {
  navigator.serviceWorker
    ?.getRegistration()
    .then((registration) => registration?.update())
    .catch(() => {});
}
