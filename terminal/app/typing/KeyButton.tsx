import { Press } from '../screen/parts/Press.tsx';
import type { Key } from './composition.ts';
import type { KeyCap } from './layouts.ts';
import type { TypingWords } from './words.ts';

/** One key. The text field keeps the focus, so that its caret stays where it is. */
export function KeyButton(props: {
  cap: KeyCap;
  words: TypingWords;
  isShifted: boolean;
  onKey: (key: Key) => void;
}) {
  const { cap, words, isShifted, onKey } = props;
  const { key, face, name } = cap;
  return (
    <Press
      className="typing-key"
      data-kind={key.kind}
      aria-label={name && words[name]}
      onMouseDown={(event) => event.preventDefault()}
      onPress={() => onKey(key)}
    >
      {isShifted ? face.toUpperCase() : name === 'space' ? words.space : face}
    </Press>
  );
}
