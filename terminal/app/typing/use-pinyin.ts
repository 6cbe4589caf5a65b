import { useEffect, useState } from 'react';
import { Pinyin } from './pinyin.ts';

/** The words are heavy and seldom needed: they come when somebody begins to write, and stay. */
let loading: Promise<Pinyin> | null = null;

async function load(): Promise<Pinyin> {
  const [{ lexiconOf }, data] = await Promise.all([
    import('./lexicon.ts'),
    import('./lexicon-data.ts'),
  ]);
  return new Pinyin(lexiconOf(data));
}

/** Null until the words are there; when they cannot come, letters and signs go on working. */
export function usePinyin(): Pinyin | null {
  const [pinyin, setPinyin] = useState<Pinyin | null>(null);
  useEffect(() => {
    let isHere = true;
    loading ??= load();
    loading.then(
      (loaded) => isHere && setPinyin(loaded),
      () => {
        loading = null;
      },
    );
    return () => {
      isHere = false;
    };
  }, []);
  return pinyin;
}
