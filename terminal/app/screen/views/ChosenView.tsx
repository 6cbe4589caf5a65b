import { lazy, Suspense } from 'react';
import { LIMITS } from '../../../../protocol/index.ts';
import { say } from '../../words/say.ts';
import { Mark } from '../parts/Mark.tsx';
import { Title } from '../parts/Title.tsx';
import { type ChosenProps, DetailsView } from './DetailsView.tsx';
import { IndicatorsView } from './IndicatorsView.tsx';
import { StartingView } from './MessageViews.tsx';

const TextField = lazy(() => import('../parts/TextField.tsx'));

/** A level is on disk; its three pages. */
export function ChosenView(props: ChosenProps) {
  const { screen, act } = props;
  const { choice, page } = screen;
  if (choice.level === null) return <LinkedSent {...props} />;
  if (page === 'indicators') return <IndicatorsView {...props} />;
  if (page === 'details') return <DetailsView {...props} />;
  return (
    <Suspense fallback={<StartingView />}>
      <TextField
        value={choice.details.text}
        limit={LIMITS.ratingText}
        onTouch={() => act({ kind: 'touched' })}
        onDone={(text) => act({ kind: 'write', text })}
        onBack={() => act({ kind: 'page', page: 'details' })}
      />
    </Suspense>
  );
}

/** A theme rated by its linked cases alone: nothing is left to say, it is being kept (SZ-20b). */
function LinkedSent({ screen }: ChosenProps) {
  const count = screen.choice.details.linked.length;
  return (
    <main className="page message">
      <Mark kind="none" />
      <div className="message-words">
        <Title className="message-title">
          {say('youRated')} {say('itemsCount', { count })}
        </Title>
        <p className="message-lead" role="status">
          {say(screen.failed ? 'releaseFailed' : 'saving')}
        </p>
      </div>
    </main>
  );
}
