import { useSyncExternalStore } from 'react';
import type { Settings } from '../settings.ts';
import { LANGUAGE_NAMES, useSpeech } from '../words/speech.tsx';
import type { Language } from '../words/words.ts';

/** Language and size of letters, on every screen and at the same place. */
export function Bar({ settings }: { settings: Settings }) {
  const { say } = useSpeech();
  const { language, isElder } = useSyncExternalStore(settings.subscribe, settings.snapshot);
  return (
    <header className="bar">
      <p>{say('title')}</p>
      <button
        type="button"
        aria-pressed={isElder}
        onClick={() => settings.change({ isElder: !isElder })}
      >
        {say('elder')}
      </button>
      <fieldset>
        <legend className="unseen">{say('language')}</legend>
        {(Object.entries(LANGUAGE_NAMES) as [Language, string][]).map(([each, name]) => (
          <button
            key={each}
            type="button"
            lang={each}
            aria-pressed={each === language}
            onClick={() => settings.change({ language: each })}
          >
            {name}
          </button>
        ))}
      </fieldset>
    </header>
  );
}
