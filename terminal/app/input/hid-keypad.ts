import { translate } from './hid-keys.ts';
import type { HidKeys } from './key-schemas.ts';

/** Lets the keys of a keypad pass as those that the page knows, before anything else hears them. */
export class HidKeypad {
  private readonly onHeadphones: (areIn: boolean) => void;
  private keys: HidKeys = {};

  constructor(onHeadphones: (areIn: boolean) => void) {
    this.onHeadphones = onHeadphones;
  }

  start(): void {
    window.addEventListener('keydown', (event) => this.take(event), { capture: true });
  }

  use(keys: HidKeys): void {
    this.keys = keys;
  }

  private take(event: KeyboardEvent): void {
    const found = event.isTrusted ? translate(this.keys, event) : null;
    if (found === null) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (found.kind === 'headphones') {
      if (!event.repeat) this.onHeadphones(found.areIn);
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
