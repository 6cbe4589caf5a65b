import { useLayoutEffect, useState } from 'react';
import { languageSpoken, learn, speak } from '../words/say.ts';
import type { Presentation } from './presentation.ts';

/**
 * Speaks and shows as this citizen wishes. A language that is not here yet is fetched, and what
 * was spoken before goes on until then: the screen is never empty.
 */
export function usePresentation(presentation: Presentation): void {
  const { language, simple, large, contrast } = presentation;
  const [, draw] = useState(0);
  const isSpoken = speak(presentation);
  useLayoutEffect(() => {
    const { documentElement: root } = document;
    // Set again, even the same language has every letter's style computed anew.
    if (root.lang !== languageSpoken()) root.lang = languageSpoken();
    root.toggleAttribute('data-large', large);
    root.toggleAttribute('data-contrast', contrast);
  });
  useLayoutEffect(() => {
    if (isSpoken) return;
    let isWanted = true;
    learn({ language, simple }).then(
      () => isWanted && draw((count) => count + 1),
      () => {},
    );
    return () => {
      isWanted = false;
    };
  }, [isSpoken, language, simple]);
}
