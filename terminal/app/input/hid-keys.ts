import type { HidAction, HidKeys } from './schemas.ts';

const KEY_OF: Partial<Record<HidAction, string>> = { confirm: 'Enter', back: 'Escape' };

/** What of a keyboard event the translation reads. */
interface Pressed {
  key: string;
  code: string;
}

export type Translated =
  /** The keypad's name for a key that the page knows: 1–5, Enter, Escape. */
  | { kind: 'key'; key: string }
  | { kind: 'headphones'; areIn: boolean }
  /** Not a key of the map. */
  | null;

/** A key that every pad has, by its usual name. */
export function isPadKey({ key }: Pick<Pressed, 'key'>): boolean {
  return /^([1-5]|Enter|Escape|Backspace)$/.test(key);
}

/** What a key of the keypad means to the page. Pure. */
export function translate(keys: HidKeys, { key, code }: Pressed): Translated {
  const name = [key, code].find((one) => Object.hasOwn(keys, one));
  const action = name === undefined ? undefined : keys[name];
  if (action === undefined) return null;
  if (action === 'headphonesIn' || action === 'headphonesOut') {
    return { kind: 'headphones', areIn: action === 'headphonesIn' };
  }
  return { kind: 'key', key: KEY_OF[action] ?? action };
}
