import type { Language } from '../../words/say.ts';
import { say } from '../../words/say.ts';
import { Press } from './Press.tsx';
import { Title } from './Title.tsx';

export interface TextEntryProps {
  value: string;
  onChange: (value: string) => void;
  onDone: () => void;
  onBack: () => void;
  /** Code points (SZ-11). */
  limit: number;
  language: Language;
}

/** Free words by whatever keyboard there is. */
export default function TextField(props: TextEntryProps) {
  const { value, onChange, onDone, onBack, limit, language } = props;
  return (
    <main className="page writing">
      <Title className="question">{say('writeTitle')}</Title>
      <textarea
        className="writing-field"
        lang={language}
        aria-label={say('writeTitle')}
        value={value}
        onChange={({ target }) => onChange([...target.value].slice(0, limit).join(''))}
      />
      <footer className="foot">
        <Press className="button" onPress={onBack}>
          {say('back')}
        </Press>
        <p className="notice digits" role="status">
          {say('textLeft', { count: limit - [...value].length })}
        </p>
        <Press className="button strong" onPress={onDone}>
          {say('done')}
        </Press>
      </footer>
    </main>
  );
}
