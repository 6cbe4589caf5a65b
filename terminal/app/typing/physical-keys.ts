import type { Composition, Key } from './composition.ts';
import type { Candidate } from './port.ts';

/** Of a keyboard event, what decides. */
export interface Pushed {
  key: string;
  ctrlKey: boolean;
  altKey: boolean;
  metaKey: boolean;
}

/**
 * What a key of a real keyboard means while pinyin is written; null where the text field should
 * take it as it is. A kiosk has no input method of its own, so letters are pinyin here too. Pure.
 */
export function keyOf(
  { key, ctrlKey, altKey, metaKey }: Pushed,
  { layout, letters }: Composition,
  shown: readonly Candidate[],
): Key | null {
  if (layout !== 'pinyin' || ctrlKey || altKey || metaKey) return null;
  if (/^[a-z]$/.test(key)) return { kind: 'letter', letter: key };
  if (letters === '') return null;
  const candidate = /^[1-9]$/.test(key) ? shown[Number(key) - 1] : undefined;
  if (candidate !== undefined) return { kind: 'candidate', candidate };
  switch (key) {
    case "'":
      return { kind: 'letter', letter: key };
    case ' ':
      return { kind: 'space' };
    case 'Enter':
      return { kind: 'raw' };
    case 'Backspace':
      return { kind: 'erase' };
    case 'Escape':
      return { kind: 'drop' };
    case 'PageDown':
    case 'ArrowDown':
      return { kind: 'page', by: 1 };
    case 'PageUp':
    case 'ArrowUp':
      return { kind: 'page', by: -1 };
    default:
      return null;
  }
}
