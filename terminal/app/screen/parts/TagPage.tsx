import type { TagMeaning } from '../../../../protocol/index.ts';
import { say } from '../../words/say.ts';
import type { Event } from '../events.ts';
import { KEYED_TAGS } from '../keys.ts';
import { Press } from './Press.tsx';
import { TagButtons } from './TagButtons.tsx';

/** Tags on one page. Larger letters have half of them; a page of four is named by the keys 1–4. */
const TAGS = 8;

/** One page of tags, never a scroll. */
export function TagPage(props: {
  tags: readonly TagMeaning[];
  picked: readonly string[];
  tagPage: number;
  keyed: boolean;
  large: boolean;
  isOpen: boolean;
  act: (event: Event) => void;
}) {
  const { tags, picked, tagPage, keyed, large, isOpen, act } = props;
  const onOnePage = keyed || large ? KEYED_TAGS : TAGS;
  const pages = Math.ceil(tags.length / onOnePage);
  const page = Math.min(tagPage, Math.max(0, pages - 1));
  return (
    <div className="tag-page" data-paged={pages > 1 || undefined}>
      <TagButtons
        tags={tags.slice(page * onOnePage, (page + 1) * onOnePage)}
        picked={picked}
        numbered={keyed}
        closed={!isOpen}
        onPick={(code) => act({ kind: 'tag', code })}
      />
      {pages > 1 && (
        <Press
          className="button more digits"
          closed={!isOpen}
          onPress={() => act({ kind: 'tagPage', page: (page + 1) % pages })}
        >
          {say('moreTags', { page: page + 1, pages })}
        </Press>
      )}
    </div>
  );
}
