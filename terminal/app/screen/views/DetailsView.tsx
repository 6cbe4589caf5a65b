import { levelName, say } from '../../words/say.ts';
import { refinable, tagsOffered } from '../details.ts';
import { ExtendButton } from '../parts/ExtendButton.tsx';
import { Face } from '../parts/Face.tsx';
import { Notice } from '../parts/Notice.tsx';
import { Press } from '../parts/Press.tsx';
import { ReviseButton } from '../parts/ReviseButton.tsx';
import { SubmitButton } from '../parts/SubmitButton.tsx';
import { TagPage } from '../parts/TagPage.tsx';
import { Title } from '../parts/Title.tsx';
import { whatHappens } from '../parts/what-happens.ts';
import type { ChosenScreen } from '../state.ts';
import type { MomentProps, ViewProps } from './view.ts';

export interface ChosenProps extends ViewProps<'chosen'>, MomentProps {
  undoMs: number;
}

/** What was chosen, why, and every way on: the same for all five levels (SZ-04, SZ-11). */
export function DetailsView(props: ChosenProps) {
  const { screen, presentation, act, isOpen, warns, surroundings } = props;
  const { choice, asking, keyed, tagPage } = screen;
  const tags = tagsOffered(asking.prompt, choice.level, choice.details);
  return (
    <main className="page details" onPointerDown={() => act({ kind: 'touched' })}>
      <p className="details-matter">{asking.prompt.item.name}</p>
      <Chosen {...props} />
      <section className="why">
        <p className="why-question">{say(tags.length > 0 ? 'refine' : 'refineInWords')}</p>
        <Notice
          surroundings={surroundings}
          failed={failedWords(screen)}
          warnsUntil={warns ? screen.releaseAt : null}
          keeps
          calm={keyWords(screen)}
        />
      </section>
      <TagPage
        {...{ act, isOpen, keyed, tagPage }}
        tags={tags}
        picked={choice.details.tags}
        large={presentation.large}
      />
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

function failedWords({ failed, releasing, touched }: ChosenScreen): string | null {
  if (!failed || releasing) return null;
  return say(touched ? 'detailsFailed' : 'releaseFailed');
}

/** How to go on with five keys is told to those who use them. */
function keyWords({ choice, keyed }: ChosenScreen): string {
  if (keyed) return say('keyPick');
  return choice.input === 'touch' ? '' : say('keyMore');
}
