import { say } from '../../words/say.ts';
import { linkedHere } from '../linked.ts';
import { ExtendButton } from '../parts/ExtendButton.tsx';
import { LevelButtons } from '../parts/LevelButtons.tsx';
import { ListButton } from '../parts/ListButton.tsx';
import { CaseNo, ItemName } from '../parts/Matter.tsx';
import { Notice } from '../parts/Notice.tsx';
import { Press } from '../parts/Press.tsx';
import { Strip } from '../parts/Strip.tsx';
import { Title } from '../parts/Title.tsx';
import { Tools } from '../parts/Tools.tsx';
import { LinkedTagsView } from './LinkedTagsView.tsx';
import type { MomentProps, ViewProps } from './view.ts';

/** One linked case of a theme, asked like the whole (SZ-20b). */
export function LinkedView(props: ViewProps<'linked'> & MomentProps) {
  const { screen, surroundings, act, choose, isOpen, warns } = props;
  if (screen.page === 'tags') return <LinkedTagsView {...props} />;
  const { asking, index, choice } = screen;
  const cases = asking.prompt.linkedCases ?? [];
  const linkedCase = cases[index];
  if (linkedCase === undefined) return null;
  return (
    <main className="page rate" onPointerDown={() => act({ kind: 'touched' })}>
      <Strip prompt={asking.prompt} surroundings={surroundings} />
      <section className="matter">
        <Title className="question">
          <span className="linked-no digits">
            {say('linkedOf', { no: index + 1, count: cases.length })}
          </span>{' '}
          {say('askLinked')}
        </Title>
        <Notice
          surroundings={surroundings}
          failed={screen.failed ? say('notSaved') : null}
          warnsUntil={warns ? screen.deadline : null}
          keeps={choice !== null}
          calm={asking.prompt.item.name}
        />
        <ItemName name={linkedCase.item.name} />
        <CaseNo caseNo={linkedCase.caseNo} />
      </section>
      <LevelButtons
        chosen={null}
        before={linkedHere(screen)?.level ?? null}
        closed={!isOpen}
        onChoose={choose}
      />
      <footer className="foot">
        <Tools {...props} />
        <div className="foot-acts">
          {warns ? <ExtendButton act={act} /> : <ListButton act={act} />}
          <Press
            className="button"
            closed={!isOpen}
            onPress={() => act({ kind: 'linkedCase', index: index + 1 })}
          >
            {say('skipLinked')}
          </Press>
          <Press className="button" closed={!isOpen} onPress={() => act({ kind: 'linkedDone' })}>
            {say('linkedDone')}
          </Press>
        </div>
      </footer>
    </main>
  );
}
