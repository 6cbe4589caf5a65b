import type { TagMeaning } from '../../../../protocol/index.ts';
import { say, tagName } from '../../words/say.ts';
import { Press } from './Press.tsx';
import { Tick } from './Tick.tsx';

/** Tags to tick, each with the indicator it belongs to (SZ-11). */
export function TagButtons(props: {
  tags: readonly TagMeaning[];
  picked: readonly string[];
  /** Shown beside each tag: the key that picks it. */
  numbered: boolean;
  closed: boolean;
  onPick: (code: string) => void;
}) {
  const { tags, picked, numbered, closed, onPick } = props;
  return (
    <fieldset className="tags" data-count={tags.length}>
      <legend className="unseen">{say('refine')}</legend>
      {tags.map((tag, index) => (
        <Press
          key={tag.code}
          className="tag"
          aria-pressed={picked.includes(tag.code)}
          closed={closed}
          onPress={() => onPick(tag.code)}
        >
          <span className="tag-kind">
            {numbered && <kbd className="tag-key digits">{index + 1}</kbd>}
            {say(tag.indicator)}
          </span>
          <span className="tag-name">{tagName(tag)}</span>
          <Tick />
        </Press>
      ))}
    </fieldset>
  );
}
