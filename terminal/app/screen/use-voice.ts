import { useEffect } from 'react';
import type { Voice } from '../voice/port.ts';
import { phrasesOf } from './phrases.ts';
import type { State } from './state.ts';

/** Says each screen once, when it comes, to who asked for it. */
export function useVoice(state: State, voice: Voice | null): void {
  const { presentation, screen } = state;
  const phrases = JSON.stringify(presentation.voice && voice !== null ? phrasesOf(screen) : []);
  useEffect(() => {
    if (voice === null || phrases === '[]') return;
    voice.say(JSON.parse(phrases));
    return () => voice.stop();
  }, [voice, phrases]);
}
