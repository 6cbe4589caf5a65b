import { levelName, say } from '../../words/say.ts';
import { refinable, tagsOffered } from '../details.ts';
import { KEYED_TAGS } from '../keys.ts';
import { ExtendButton } from '../parts/ExtendButton.tsx';
import { Face } from '../parts/Face.tsx';
import { Notice } from '../parts/Notice.tsx';
import { Press } from '../parts/Press.tsx';
import { SubmitButton } from '../parts/SubmitButton.tsx';
import { TagButtons } from '../parts/TagButtons.tsx';
import { Title } from '../parts/Title.tsx';
import { whatHappens } from '../parts/what-happens.ts';
import type { ChosenScreen } from '../state.ts';
import type { MomentProps, ViewProps } from './view.ts';

/** Tags on one page. Larger letters have half of them; a page of four is named by the keys 1–4. */
const TAGS = 8;

export interface ChosenProps extends ViewProps<'chosen'>, MomentProps {
  undoMs: number;
}

/** What was chosen, why, and every way on: the same for all five levels (SZ-04, SZ-11). */
export function DetailsView(props: ChosenProps) {
  const { screen, act, isOpen, warns, surroundings } = props;
  const { choice, asking } = screen;
  return (
    <main className="page details" onPointerDown={() => act({ kind: 'touched' })}>
      <p className="details-matter">{asking.prompt.item.name}</p>
      <Chosen {...props} />
      <section className="why">
        <p className="why-question">{say('refine')}</p>
        <Notice
          surroundings={surroundings}
          failed={failedWords(screen)}
          warnsUntil={warns ? screen.releaseAt : null}
          keeps
          calm={keyWords(screen)}
        />
      </section>
      <TagPage {...props} />
      <footer className="foot">
        <ReviseButton place="below" act={act} isOpen={isOpen} />
        <Press
          className="button"
          closed={!isOpen}
          onPress={() => act({ kind: 'page', page: 'writing' })}
        >
          {choice.details.text === ''
            ? say('write')
            : say('written', { count: [...choice.details.text].length })}
        </Press>
        {warns ? <ExtendButton act={act} /> : <PartsButton {...props} />}
        <p className="next-step digits">
          {whatHappens(screen)}
          <span className="next-privacy">{say('privacy')}</span>
        </p>
        <SubmitButton {...props} />
      </footer>
      {screen.releasing && (
        <p className="unseen" role="status">
          {say('saving')}
        </p>
      )}
    </main>
  );
}

function Chosen({ screen, act, isOpen }: ChosenProps) {
  const { level, details } = screen.choice;
  if (level === null) return null;
  return (
    <header className="chosen" data-level={level}>
      <Face level={level} />
      <Title className="chosen-words">
        <span className="chosen-lead">{say('youChose')}</span>
        <span className="chosen-level">{levelName(level)}</span>
        {refinable(screen.asking.prompt.stage).map((indicator) => {
          const part = details[indicator];
          return part === null || part === level ? null : (
            <span key={indicator} className="chosen-part">
              {say(indicator)} {levelName(part)}
            </span>
          );
        })}
      </Title>
      <ReviseButton place="above" act={act} isOpen={isOpen} />
    </header>
  );
}

/** Beside what it changes; on a high screen, where a hand from a wheelchair reaches it. */
function ReviseButton(props: Pick<ChosenProps, 'act' | 'isOpen'> & { place: 'above' | 'below' }) {
  const { act, isOpen, place } = props;
  return (
    <Press
      className="button revise"
      data-place={place}
      closed={!isOpen}
      onPress={() => act({ kind: 'revise' })}
    >
      {say('revise')}
    </Press>
  );
}

function PartsButton({ act, isOpen }: ChosenProps) {
  return (
    <Press
      className="button"
      closed={!isOpen}
      onPress={() => act({ kind: 'page', page: 'indicators' })}
    >
      {say('indicators')}
    </Press>
  );
}

/** One page of tags, never a scroll. */
function TagPage({ screen, presentation, act, isOpen }: ChosenProps) {
  const { choice, asking, keyed, tagPage } = screen;
  const tags = tagsOffered(asking.prompt.stage, choice.level, choice.details);
  const onOnePage = keyed || presentation.large ? KEYED_TAGS : TAGS;
  const pages = Math.ceil(tags.length / onOnePage);
  const page = Math.min(tagPage, Math.max(0, pages - 1));
  return (
    <div className="tag-page" data-paged={pages > 1 || undefined}>
      <TagButtons
        tags={tags.slice(page * onOnePage, (page + 1) * onOnePage)}
        picked={choice.details.tags}
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

function failedWords({ failed, releasing, touched }: ChosenScreen): string | null {
  if (!failed || releasing) return null;
  return say(touched ? 'detailsFailed' : 'releaseFailed');
}

/** How to go on with five keys is told to those who use them. */
function keyWords({ choice, keyed }: ChosenScreen): string {
  if (keyed) return say('keyPick');
  return choice.input === 'touch' ? '' : say('keyMore');
}
