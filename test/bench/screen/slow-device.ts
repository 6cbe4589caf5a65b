import { EventEmitter, once } from 'node:events';
import type { CDPSession, Page } from 'playwright-core';

/** How much slower than this machine's the processor of a device is taken to be. */
const THROTTLE = 6;
const PATIENCE_MS = 60_000;

/**
 * What the watch in the page tells, each with milliseconds: `press` from the finger down to the
 * pressed button; `chosen` and `thanks` from the finger up to "您选择了" and the thanks, each on disk
 * then; `usable` from the beginning of the navigation; `open` when a level, or what comes after it, takes touches. The
 * moment is when it was painted.
 */
export type Moment = 'press' | 'chosen' | 'thanks' | 'usable' | 'open';

/**
 * A page whose processor is slow. It is driven and watched without looking into it again and
 * again, which would be the most of what it has to do.
 */
export class SlowPage {
  readonly page: Page;
  readonly noted: Record<Moment, number[]> = {
    press: [],
    chosen: [],
    thanks: [],
    usable: [],
    open: [],
  };
  private readonly moments = new EventEmitter();
  private readonly places = new Map<string, { x: number; y: number }>();
  private readonly session: CDPSession;

  private constructor(page: Page, session: CDPSession) {
    this.page = page;
    this.session = session;
  }

  /** Watched and slow from the next navigation on. */
  static async of(page: Page): Promise<SlowPage> {
    const session = await page.context().newCDPSession(page);
    const slow = new SlowPage(page, session);
    await page.exposeFunction('tell', (moment: Moment, ms: number) => {
      slow.noted[moment].push(ms);
      slow.moments.emit(moment);
    });
    await page.addInitScript(watch);
    await session.send('Emulation.setCPUThrottlingRate', { rate: THROTTLE });
    return slow;
  }

  /** Resolves at the next such moment. */
  async next(moment: Moment): Promise<void> {
    await once(this.moments, moment, { signal: AbortSignal.timeout(PATIENCE_MS) });
  }

  /** Presses a button by its name; where it lies is looked up once. */
  async press(name: string): Promise<void> {
    const place = this.places.get(name) ?? (await this.placeOf(name));
    this.places.set(name, place);
    const at = { ...place, button: 'left', clickCount: 1 } as const;
    await this.session.send('Input.dispatchMouseEvent', { type: 'mousePressed', ...at });
    await this.session.send('Input.dispatchMouseEvent', { type: 'mouseReleased', ...at });
  }

  private async placeOf(name: string) {
    const box = await this.page.getByRole('button', { name, exact: true }).boundingBox();
    if (box === null) throw new Error(`there is no button ${name}`);
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  }
}

/** Runs in the page, before everything else. */
function watch(): void {
  const { tell } = globalThis as unknown as { tell: (moment: Moment, ms: number) => void };
  let down: number | null = null;
  let up: { at: number; title: string } | null = null;
  let isUsable = false;
  let isOpen = false;
  const titleNow = () => document.querySelector('h1')?.textContent ?? '';
  const painted = (moment: Moment, start: number) =>
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => tell(moment, performance.now() - start);
      port2.postMessage(null);
    });
  const look = () => {
    if (down !== null && document.querySelector('[data-down]')) {
      painted('press', down);
      down = null;
    }
    if (!isUsable && document.querySelector('main.idle')) {
      isUsable = true;
      painted('usable', 0);
    }
    const takesTouches =
      document.querySelector('main:not(.idle) .level, main.details') !== null &&
      document.querySelector('main [aria-disabled="true"]') === null;
    if (takesTouches && !isOpen) painted('open', performance.now());
    isOpen = takesTouches;
    const title = titleNow();
    if (up === null || title === up.title) return;
    if (/您选择了/.test(title)) painted('chosen', up.at);
    else if (/感谢您的评价/.test(title)) painted('thanks', up.at);
    else return;
    up = null;
  };
  const first = { capture: true };
  addEventListener(
    'pointerdown',
    ({ timeStamp }) => {
      down = timeStamp;
    },
    first,
  );
  addEventListener(
    'pointerup',
    ({ timeStamp: at }) => {
      up = { at, title: titleNow() };
    },
    first,
  );
  new MutationObserver(look).observe(document, {
    subtree: true,
    childList: true,
    characterData: true,
    attributeFilter: ['data-down', 'aria-disabled'],
  });
}
