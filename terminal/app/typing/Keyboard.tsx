import type { Composition, Key } from './composition.ts';
import { KeyButton } from './KeyButton.tsx';
import { type Columns, rowsOf } from './layouts.ts';
import type { TypingWords } from './words.ts';

/** The keys of the layout in use. */
export function Keyboard(props: {
  words: TypingWords;
  composition: Composition;
  columns: Columns;
  onKey: (key: Key) => void;
}) {
  const { words, composition, columns, onKey } = props;
  return (
    <fieldset className="typing-keys">
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
