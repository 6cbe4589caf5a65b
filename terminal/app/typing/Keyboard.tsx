import { useSyncExternalStore } from 'react';
import type { Composition, Key } from './composition.ts';
import { KeyButton } from './KeyButton.tsx';
import { rowsOf } from './layouts.ts';
import type { TypingWords } from './words.ts';

/** 136 mm wide, as a ten-inch device upright is: ten keys of 14 mm have no room. */
const NARROW = '(min-width: 501px) and (max-width: 999px) and (orientation: portrait)';

/** The keys of the layout in use. */
export function Keyboard(props: {
  words: TypingWords;
  composition: Composition;
  onKey: (key: Key) => void;
}) {
  const { words, composition, onKey } = props;
  const columns = useSyncExternalStore(watchWidth, isNarrow) ? 9 : 10;
  return (
    <fieldset className="typing-keys" data-columns={columns}>
      <legend className="unseen">{words.keyboard}</legend>
      {rowsOf(composition.layout, columns).map((row) => (
        <div key={row.map(({ face }) => face).join('')} className="typing-line">
          {row.map((cap) => (
            <KeyButton
              key={cap.face}
              cap={cap}
              words={words}
              isShifted={composition.isShifted}
              onKey={onKey}
            />
          ))}
        </div>
      ))}
    </fieldset>
  );
}

function watchWidth(listener: () => void): () => void {
  const query = matchMedia(NARROW);
  query.addEventListener('change', listener);
  return () => query.removeEventListener('change', listener);
}

function isNarrow(): boolean {
  return matchMedia(NARROW).matches;
}
