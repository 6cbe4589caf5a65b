import { say } from '../../words/say.ts';
import { Mark } from '../parts/Mark.tsx';
import { Title } from '../parts/Title.tsx';
import { type ChosenProps, DetailsView } from './DetailsView.tsx';
import { IndicatorsView } from './IndicatorsView.tsx';
import { SentencesView } from './SentencesView.tsx';
import { WritingView } from './WritingView.tsx';

/** A level is on disk; its three pages. */
export function ChosenView(props: ChosenProps) {
  const { choice, page, keyed } = props.screen;
  if (choice.level === null) return <LinkedSent {...props} />;
  if (page === 'indicators') return <IndicatorsView {...props} />;
  if (page === 'writing') {
    return keyed ? <SentencesView {...props} /> : <WritingView {...props} />;
  }
  return <DetailsView {...props} />;
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
