import { useSyncExternalStore } from 'react';
import type { Columns } from './layouts.ts';

/** 136 mm wide, as a ten-inch device upright is: ten keys of 14 mm have no room. */
const NARROW = '(min-width: 501px) and (max-width: 999px) and (orientation: portrait)';

/** How many keys stand in a row on this screen, as it is held now. */
export function useColumns(): Columns {
  return useSyncExternalStore(watch, isNarrow) ? 9 : 10;
}

function watch(listener: () => void): () => void {
  const query = matchMedia(NARROW);
  query.addEventListener('change', listener);
  return () => query.removeEventListener('change', listener);
}

function isNarrow(): boolean {
  return matchMedia(NARROW).matches;
}
