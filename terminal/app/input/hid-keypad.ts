import { isPadKey, translate } from './hid-keys.ts';
import type { HidKeys } from './schemas.ts';

export interface HidListener {
  onHeadphones(areIn: boolean): void;
  /** There is a pad of five keys here. */
  onKeys(): void;
}

/** Lets the keys of a keypad pass as those that the page knows, before anything else hears them. */
export class HidKeypad {
  private readonly listener: HidListener;
  private keys: HidKeys = {};

  constructor(listener: HidListener) {
    this.listener = listener;
  }

  start(): void {
    window.addEventListener('keydown', (event) => this.take(event), { capture: true });
  }

  use(keys: HidKeys): void {
    this.keys = keys;
    if (Object.keys(keys).length > 0) this.listener.onKeys();
  }

  private take(event: KeyboardEvent): void {
    if (!event.isTrusted) return;
    if (isPadKey(event)) this.listener.onKeys();
    const found = translate(this.keys, event);
    if (found === null) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (found.kind === 'headphones') {
      if (!event.repeat) this.listener.onHeadphones(found.areIn);
      return;
    }
    const { repeat } = event;
    const same = { key: found.key, repeat, bubbles: true, cancelable: true };
    const target = event.target ?? document.body;
    target.dispatchEvent(new KeyboardEvent('keydown', same));
    // A made event presses no button; the real Enter would have.
    const isButton = target instanceof HTMLButtonElement;
    if (found.key === 'Enter' && isButton && !repeat) target.click();
  }
}
