import { useEffect, useRef } from 'react';
import type { Clip, Voice, VoicePhrase } from '../voice/port.ts';
import { phrasesOf, pickedJustNow, picksOf, warningOf } from './phrases.ts';
import type { State } from './state.ts';

interface Speech {
  language: string;
  picks: Clip[] | null;
  phrases: VoicePhrase[];
}

/** Says each screen once, when it comes, to who asked for it; and once more when it ends soon. */
export function useVoice(state: State, warns: boolean, voice: Voice | null): void {
  const before = useRef<Clip[] | null>(null);
  // As text, so that only another speech is spoken anew.
  const speech = state.presentation.voice ? JSON.stringify(speechOf(state, warns)) : null;
  useEffect(() => {
    if (voice === null || speech === null) return;
    const { picks, phrases }: Speech = JSON.parse(speech);
    voice.say([...pickedJustNow(before.current, picks), ...phrases]);
    before.current = picks;
    return () => voice.stop();
  }, [voice, speech]);
}

function speechOf({ screen, presentation }: State, warns: boolean): Speech {
  const { language } = presentation;
  const picks = picksOf(screen, language);
  return { language, picks, phrases: warns ? warningOf(screen) : phrasesOf(screen, language) };
}
