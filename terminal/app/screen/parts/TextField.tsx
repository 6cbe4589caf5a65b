import { useState } from 'react';
import { say } from '../../words/say.ts';
import { Press } from './Press.tsx';
import { Title } from './Title.tsx';

/**
 * Free words, counted as code points (SZ-11). The draft lives here and nowhere else: what is not
 * done dies with the visit.
 */
export default function TextField(props: {
  value: string;
  limit: number;
  onTouch: () => void;
  onDone: (text: string) => void;
  onBack: () => void;
}) {
  const { limit, onTouch, onDone, onBack } = props;
  const [draft, setDraft] = useState(props.value);
  return (
    <main className="page writing">
      <Title className="question">{say('writeTitle')}</Title>
      <textarea
        id="draft"
        className="writing-field"
        aria-label={say('writeTitle')}
        value={draft}
        onChange={({ target }) => {
          onTouch();
          setDraft([...target.value].slice(0, limit).join(''));
        }}
      />
      <footer className="foot">
        <Press className="button" onPress={onBack}>
          {say('back')}
        </Press>
        <p className="notice digits" role="status">
          {say('textLeft', { count: limit - [...draft].length })}
        </p>
        <Press className="button strong" onPress={() => onDone(draft.trim())}>
          {say('done')}
        </Press>
      </footer>
    </main>
  );
}
