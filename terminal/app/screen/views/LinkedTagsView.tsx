import { levelName, say } from '../../words/say.ts';
import { linkedHere, linkedTagsOffered } from '../linked.ts';
import { ExtendButton } from '../parts/ExtendButton.tsx';
import { Face } from '../parts/Face.tsx';
import { Notice } from '../parts/Notice.tsx';
import { Press } from '../parts/Press.tsx';
import { ReviseButton } from '../parts/ReviseButton.tsx';
import { TagPage } from '../parts/TagPage.tsx';
import { Title } from '../parts/Title.tsx';
import type { MomentProps, ViewProps } from './view.ts';

/** Why a linked case was rated so, the same for all five levels; then the next one (SZ-11, SZ-20b). */
export function LinkedTagsView(props: ViewProps<'linked'> & MomentProps) {
  const { screen, presentation, surroundings, act, isOpen, warns } = props;
  const { asking, index, keyed, tagPage } = screen;
  const here = linkedHere(screen);
  const cases = asking.prompt.linkedCases ?? [];
  if (here === null) return null;
  const tags = linkedTagsOffered(screen);
  const isLast = index + 1 >= cases.length;
  return (
    <main className="page details" onPointerDown={() => act({ kind: 'touched' })}>
      <p className="details-matter">{cases[index]?.item.name}</p>
      <header className="chosen" data-level={here.level}>
        <Face level={here.level} />
        <Title className="chosen-words">
          <span className="chosen-lead digits">
            {say('linkedOf', { no: index + 1, count: cases.length })}
          </span>
          <span className="chosen-level">{levelName(here.level)}</span>
        </Title>
        <ReviseButton place="above" act={act} isOpen={isOpen} />
      </header>
      <section className="why">
        {tags.length > 0 && <p className="why-question">{say('refineLinked')}</p>}
        <Notice
          surroundings={surroundings}
          failed={screen.failed ? say('notSaved') : null}
          warnsUntil={warns ? screen.deadline : null}
          keeps
          calm={keyed ? say('keyPick') : ''}
        />
      </section>
      <TagPage
        {...{ act, isOpen, keyed, tagPage }}
        tags={tags}
        picked={here.tags}
        large={presentation.large}
      />
      <footer className="foot">
        <ReviseButton place="below" act={act} isOpen={isOpen} />
        {warns && <ExtendButton act={act} />}
        {!isLast && !warns && (
          <Press className="button" closed={!isOpen} onPress={() => act({ kind: 'linkedDone' })}>
            {say('linkedDone')}
          </Press>
        )}
        <p className="next-step">{say('privacy')}</p>
        <Press
          className="button strong confirm"
          closed={!isOpen}
          onPress={() => act({ kind: 'linkedCase', index: index + 1 })}
        >
          {say(isLast ? 'linkedDone' : 'nextLinked')}
        </Press>
      </footer>
    </main>
  );
}
