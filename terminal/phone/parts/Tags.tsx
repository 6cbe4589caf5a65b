import type { TagMeaning } from '../../../protocol/tags.ts';
import { tagName } from '../../tag-names.ts';
import { useSpeech } from '../words/speech.tsx';

/** Tags of one indicator and level; any number of them (SZ-11). */
export function Tags(props: {
  tags: readonly TagMeaning[];
  chosen: readonly string[];
  onToggle: (code: string) => void;
}) {
  const { tags, chosen, onToggle } = props;
  const { say, language } = useSpeech();
  if (tags.length === 0) return null;
  return (
    <fieldset className="tags">
      <legend>{say('tags')}</legend>
      {tags.map(({ code }) => (
        <button
          key={code}
          type="button"
          className="tag"
          aria-pressed={chosen.includes(code)}
          onClick={() => onToggle(code)}
        >
          {tagName(code, language)}
        </button>
      ))}
    </fieldset>
  );
}
