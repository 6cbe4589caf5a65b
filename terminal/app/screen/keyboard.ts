import type { Key } from './keys.ts';

/** A keyboard's event as one of the keys; `null` where the event belongs to something else. */
export function keyOfKeyboard(event: KeyboardEvent): Key | null {
  if (event.repeat || event.ctrlKey || event.altKey || event.metaKey) return null;
  if (event.target instanceof HTMLTextAreaElement || event.target instanceof HTMLInputElement) {
    return event.key === 'Escape' ? 'back' : null;
  }
  if (/^[1-5]$/.test(event.key)) return event.key as Key;
  if (event.key === 'Enter' && !(event.target instanceof HTMLButtonElement)) return 'enter';
  return event.key === 'Escape' || event.key === 'Backspace' ? 'back' : null;
}
