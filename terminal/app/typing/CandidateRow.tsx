import { Press } from '../screen/parts/Press.tsx';
import type { Composition, Key } from './composition.ts';
import { KeyButton } from './KeyButton.tsx';
import { signsAtHand } from './layouts.ts';
import { isLong, type Placed } from './pages.ts';
import type { TypingWords } from './words.ts';

/** Above the keys: what may be meant, page by page; while nothing is typed, signs and phrases. */
export function CandidateRow(props: {
  words: TypingWords;
  composition: Composition;
  shown: readonly Placed[];
  hasMore: boolean;
  isLoading: boolean;
  onKey: (key: Key) => void;
}) {
  const { words, composition, shown, hasMore, isLoading, onKey } = props;
  const { letters, layout, page } = composition;
  const isChoosing = letters !== '';
  return (
    <fieldset className="typing-row">
      <legend className="unseen">{isChoosing ? words.candidates : words.phrases}</legend>
      {isChoosing && (
        <p className="typing-letters" role="status">
          {letters} {isLoading && <span>{words.loading}</span>}
        </p>
      )}
      <div className="typing-line">
        {!isChoosing &&
          signsAtHand(layout).map((cap) => (
            <KeyButton key={cap.face} cap={cap} words={words} isShifted={false} onKey={onKey} />
          ))}
        {shown.map(({ candidate, units }) => (
          <Press
            key={candidate.text}
            className="typing-candidate"
            data-long={isLong(candidate) || undefined}
            style={{ gridColumn: `span ${units}` }}
            onMouseDown={(event) => event.preventDefault()}
            onPress={() =>
              onKey(
                isChoosing
                  ? { kind: 'candidate', candidate }
                  : { kind: 'sign', text: candidate.text },
              )
            }
          >
            {candidate.text}
          </Press>
        ))}
        <TurnButton by={-1} name={words.previous} closed={page === 0} onKey={onKey} />
        <TurnButton by={1} name={words.next} closed={!hasMore} onKey={onKey} />
      </div>
    </fieldset>
  );
}

function TurnButton(props: {
  by: 1 | -1;
  name: string;
  closed: boolean;
  onKey: (key: Key) => void;
}) {
  const { by, name, closed, onKey } = props;
  return (
    <Press
      className="typing-turn"
      data-by={by}
      aria-label={name}
      closed={closed}
      onMouseDown={(event) => event.preventDefault()}
      onPress={() => onKey({ kind: 'page', by })}
    >
      {by === 1 ? '›' : '‹'}
    </Press>
  );
}
