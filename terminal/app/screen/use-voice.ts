import { useEffect, useRef } from 'react';
import { isPersonal } from '../voice/order.ts';
import type { Clip, Voice, VoicePhrase } from '../voice/port.ts';
import { panelPhrases, phrasesOf, pickedJustNow, picksOf, warningOf } from './phrases.ts';
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
    if (voice === null) return;
    if (speech === null) return voice.stop();
    const { picks, phrases }: Speech = JSON.parse(speech);
    voice.say([...pickedJustNow(before.current, picks), ...phrases]);
    before.current = picks;
  }, [voice, speech]);
  useEffect(() => () => voice?.stop(), [voice]);
}

function speechOf(state: State, warns: boolean): Speech {
  const { language } = state.presentation;
  return { language, picks: picksOf(state.screen, language), phrases: phrasesNow(state, warns) };
}

/** What the loudspeaker leaves out is no news to it: nothing is said anew for that. */
function phrasesNow({ screen, panel, presentation, headphones }: State, warns: boolean) {
  const ofScreen = () => phrasesOf(screen, presentation.language);
  const calm = panel === null ? ofScreen() : panelPhrases(panel, screen);
  const phrases = warns ? warningOf(screen) : calm;
  return headphones ? phrases : phrases.filter((phrase) => !isPersonal([phrase]));
}
