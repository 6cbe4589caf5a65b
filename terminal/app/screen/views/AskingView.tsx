import type { Prompt } from '../../../../protocol/index.ts';
import { levelName, say } from '../../words/say.ts';
import { ExtendButton } from '../parts/ExtendButton.tsx';
import { LevelButtons } from '../parts/LevelButtons.tsx';
import { ListButton } from '../parts/ListButton.tsx';
import { CaseNumber, ItemName } from '../parts/Matter.tsx';
import { Notice } from '../parts/Notice.tsx';
import { Press } from '../parts/Press.tsx';
import { Strip } from '../parts/Strip.tsx';
import { Title } from '../parts/Title.tsx';
import { Tools } from '../parts/Tools.tsx';
import type { AskingScreen } from '../state.ts';
import type { MomentProps, ViewProps } from './view.ts';

const QUESTIONS = {
  receipt: 'askReceipt',
  completion: 'askCompletion',
  consultation: 'askConsultation',
} as const satisfies Record<Prompt['stage'], string>;

/** The matter above, the five levels below, nothing preselected. */
export function AskingView(props: ViewProps<'asking'> & MomentProps) {
  const { screen, surroundings, act, choose, isOpen, warns } = props;
  const { prompt } = screen.asking;
  const { revising } = screen;
  const isBundle = (prompt.batch ?? prompt.linkedCases) !== undefined;
  return (
    <main className="page rate" onPointerDown={() => act({ kind: 'touched' })}>
      <Strip prompt={prompt} surroundings={surroundings} />
      <section className="matter">
        <Title className="question">{questionOf(screen)}</Title>
        <Notice
          surroundings={surroundings}
          failed={screen.failed ? say('notSaved') : null}
          warnsUntil={warns ? screen.deadline : null}
          keeps={revising !== null}
          calm={calmWords(screen)}
          isNews={revising !== null}
        />
        <ItemName name={prompt.item.name} />
        <CaseNumber prompt={prompt} />
      </section>
      <LevelButtons
        chosen={null}
        before={revising?.level ?? null}
        closed={!isOpen}
        onChoose={choose}
      />
      <footer className="foot">
        {warns && !isBundle ? (
          <ExtendButton act={act} />
        ) : (
          <Tools {...props} byEnter={surroundings.hasKeys && revising === null} />
        )}
        <div className="foot-acts">
          {warns && isBundle ? <ExtendButton act={act} /> : <Bundle {...props} />}
          <Press className="button" closed={!isOpen} onPress={() => act({ kind: 'decline' })}>
            {say('decline')}
          </Press>
        </div>
      </footer>
    </main>
  );
}

/** Where a rating is for more than one case: the list, or one by one (SZ-20a, SZ-20b). */
function Bundle({ screen, act, isOpen }: ViewProps<'asking'> & MomentProps) {
  const { batch, linkedCases } = screen.asking.prompt;
  const rated = screen.revising?.details.linked.length ?? 0;
  if (screen.revising?.level === null && rated > 0) {
    return (
      <Press className="button strong" closed={!isOpen} onPress={() => act({ kind: 'confirm' })}>
        {say('sendLinked')}
      </Press>
    );
  }
  if (linkedCases !== undefined) {
    return (
      <Press
        className="button"
        closed={!isOpen}
        onPress={() => act({ kind: 'linkedCase', index: 0 })}
      >
        {say('itemByItem')}
      </Press>
    );
  }
  return batch === undefined ? null : <ListButton act={act} />;
}

function questionOf({ asking, revising }: AskingScreen): string {
  if (revising === null) return say(QUESTIONS[asking.prompt.stage]);
  return say(revising.level === null ? 'askWhole' : 'askAgain');
}

function calmWords({ revising }: AskingScreen): string {
  if (revising === null) return say('voluntary');
  if (revising.level !== null) return say('keepsChoice', { level: levelName(revising.level) });
  return say('linkedRated', { count: revising.details.linked.length });
}
