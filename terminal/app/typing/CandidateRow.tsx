import { Press } from '../screen/parts/Press.tsx';
import type { Composition, Key } from './composition.ts';
import { KeyButton } from './KeyButton.tsx';
import { signsAtHand } from './layouts.ts';
import type { Candidate } from './port.ts';
import type { TypingWords } from './words.ts';

/** Above the keys: what may be meant, page by page; while nothing is typed, phrases and signs. */
export function CandidateRow(props: {
  words: TypingWords;
  composition: Composition;
  candidates: readonly Candidate[];
  hasMore: boolean;
  isLoading: boolean;
  onKey: (key: Key) => void;
}) {
  const { words, composition, candidates, hasMore, isLoading, onKey } = props;
  const { letters, layout, page } = composition;
  if (letters === '') {
    return (
      <fieldset className="typing-row">
        <legend className="unseen">{words.phrases}</legend>
        {signsAtHand(layout).map((cap) => (
          <KeyButton key={cap.face} cap={cap} words={words} isShifted={false} onKey={onKey} />
        ))}
        {words.chips.map((text) => (
          <Press
            key={text}
            className="typing-chip"
            onMouseDown={(event) => event.preventDefault()}
            onPress={() => onKey({ kind: 'sign', text })}
          >
            {text}
          </Press>
        ))}
      </fieldset>
    );
  }
  const turn = (by: 1 | -1) => onKey({ kind: 'page', by });
  return (
    <fieldset className="typing-row">
      <legend className="unseen">{words.candidates}</legend>
      <p className="typing-letters" role="status">
        {letters} {isLoading && <span>{words.loading}</span>}
      </p>
      {candidates.map((candidate) => (
        <Press
          key={candidate.text}
          className="typing-candidate"
          onMouseDown={(event) => event.preventDefault()}
          onPress={() => onKey({ kind: 'candidate', candidate })}
        >
          {candidate.text}
        </Press>
      ))}
      <Press
        className="typing-turn"
        aria-label={words.previous}
        closed={page === 0}
        onMouseDown={(event) => event.preventDefault()}
        onPress={() => turn(-1)}
      >
        ‹
      </Press>
      <Press
        className="typing-turn"
        aria-label={words.next}
        closed={!hasMore}
        onMouseDown={(event) => event.preventDefault()}
        onPress={() => turn(1)}
      >
        ›
      </Press>
    </fieldset>
  );
}
