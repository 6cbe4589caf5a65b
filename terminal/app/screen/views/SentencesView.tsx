import { say } from '../../words/say.ts';
import { SENTENCES } from '../../words/sentences.ts';
import { linesOf } from '../details.ts';
import { pageOfKeys } from '../keys.ts';
import { Notice } from '../parts/Notice.tsx';
import { Press } from '../parts/Press.tsx';
import { Tick } from '../parts/Tick.tsx';
import { Title } from '../parts/Title.tsx';
import type { ChosenProps } from './DetailsView.tsx';

/** In place of a keyboard, for who has five keys: ready sentences by their numbers. */
export function SentencesView(props: ChosenProps) {
  const { screen, presentation, surroundings, act, isOpen, warns } = props;
  const said = linesOf(screen.choice.details.text);
  const shown = pageOfKeys(SENTENCES[presentation.language], screen.tagPage);
  return (
    <main className="page sentences" onPointerDown={() => act({ kind: 'touched' })}>
      <Title className="question">{say('writeTitle')}</Title>
      <Notice
        surroundings={surroundings}
        failed={screen.failed ? say('detailsFailed') : null}
        warnsUntil={warns ? screen.releaseAt : null}
        keeps
        calm={say('keyPick')}
      />
      <fieldset className="tags" data-count={shown.length}>
        <legend className="unseen">{say('writeTitle')}</legend>
        {shown.map((text, index) => (
          <Press
            key={text}
            className="tag"
            aria-pressed={said.includes(text)}
            closed={!isOpen}
            onPress={() => act({ kind: 'sentence', text })}
          >
            <span className="tag-kind">
              <kbd className="tag-key digits">{index + 1}</kbd>
            </span>
            <span className="tag-name">{text}</span>
            <Tick />
          </Press>
        ))}
      </fieldset>
      <footer className="foot">
        <Press className="button strong" onPress={() => act({ kind: 'page', page: 'details' })}>
          {say('done')}
        </Press>
      </footer>
    </main>
  );
}
