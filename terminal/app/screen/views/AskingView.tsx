import type { Prompt } from '../../../../protocol/index.ts';
import { levelName, say } from '../../words/say.ts';
import { HubSign } from '../parts/HubSign.tsx';
import { LevelButtons } from '../parts/LevelButtons.tsx';
import { CaseNumber, ItemName } from '../parts/Matter.tsx';
import { Press } from '../parts/Press.tsx';
import { Strip } from '../parts/Strip.tsx';
import { Title } from '../parts/Title.tsx';
import { useSecondsUntil } from '../parts/time.tsx';
import type { ViewProps } from './view.ts';

const QUESTIONS = {
  receipt: 'askReceipt',
  completion: 'askCompletion',
  consultation: 'askConsultation',
} as const satisfies Record<Prompt['stage'], string>;

/** The matter above, the five levels below, nothing preselected. */
export function AskingView(props: ViewProps<'asking'> & { isOpen: boolean; warns: boolean }) {
  const { screen, surroundings, act, choose, isOpen, warns } = props;
  const { prompt } = screen.asking;
  const { revising } = screen;
  return (
    <main className="page rate" onPointerDown={() => act({ kind: 'touched' })}>
      <Strip prompt={prompt} surroundings={surroundings} />
      <section className="matter">
        <Title className="question">
          {revising ? say('askAgain') : say(QUESTIONS[prompt.stage])}
        </Title>
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
        <div className="foot-words">
          {screen.failed && (
            <p className="notice" role="alert">
              {say('notSaved')}
            </p>
          )}
          {warns ? (
            <Warning deadline={screen.deadline} />
          ) : (
            <p>
              {revising
                ? say('keepsChoice', { level: levelName(revising.level) })
                : say('voluntary')}
            </p>
          )}
          {!warns && <HubSign surroundings={surroundings} />}
        </div>
        {warns && (
          <Press className="button strong" onPress={() => act({ kind: 'extend' })}>
            {say('extend')}
          </Press>
        )}
        <Press className="button" closed={!isOpen} onPress={() => act({ kind: 'decline' })}>
          {say('decline')}
        </Press>
      </footer>
    </main>
  );
}

function Warning({ deadline }: { deadline: number }) {
  const seconds = useSecondsUntil(deadline);
  return (
    <p className="notice digits">
      <span className="unseen" role="alert">
        {say('extend')}
      </span>
      {say('warning', { seconds })}
    </p>
  );
}
