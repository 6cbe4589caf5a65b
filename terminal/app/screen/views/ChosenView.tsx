import type { CSSProperties } from 'react';
import { levelName, say } from '../../words/say.ts';
import { LevelButtons } from '../parts/LevelButtons.tsx';
import { Press } from '../parts/Press.tsx';
import { Strip } from '../parts/Strip.tsx';
import { Title } from '../parts/Title.tsx';
import { useSecondsUntil } from '../parts/time.tsx';
import type { ViewProps } from './view.ts';

/** What was chosen, and every way on, the same for all five levels. */
export function ChosenView(props: ViewProps<'chosen'> & { isOpen: boolean; undoMs: number }) {
  const { screen, surroundings, act, choose, isOpen } = props;
  const { asking, choice, releasing, failed } = screen;
  return (
    <main className="page rate decided">
      <Strip prompt={asking.prompt} surroundings={surroundings} />
      <section className="matter" aria-live="polite">
        <Title className="question">
          {say('youChose')}
          <span className="unseen">{levelName(choice.level)}</span>
        </Title>
        <p className="item choice" data-length="short" aria-hidden="true">
          {levelName(choice.level)}
        </p>
        {failed ? (
          <p className="notice" role="alert">
            {say('releaseFailed')}
          </p>
        ) : (
          <p className="case" data-long={[...asking.prompt.item.name].length > 28 || undefined}>
            {asking.prompt.item.name}
          </p>
        )}
      </section>
      <LevelButtons chosen={choice.level} closed={!isOpen} onChoose={choose} />
      <footer className="foot">
        <Press className="button" closed={!isOpen} onPress={() => act({ kind: 'revise' })}>
          {say('revise')}
        </Press>
        <ConfirmButton
          key={`${choice.revisions} ${screen.releaseAt}`}
          {...props}
          onPress={() => act({ kind: 'confirm' })}
        />
      </footer>
      {releasing && (
        <p className="unseen" role="status">
          {say('saving')}
        </p>
      )}
    </main>
  );
}

/** The seconds run inside the button that they will press. */
function ConfirmButton(props: {
  screen: ViewProps<'chosen'>['screen'];
  isOpen: boolean;
  undoMs: number;
  onPress: () => void;
}) {
  const { screen, isOpen, undoMs, onPress } = props;
  const seconds = useSecondsUntil(screen.releaseAt);
  return (
    <Press
      className="button strong confirm"
      aria-label={say('confirm')}
      closed={!isOpen}
      style={{ '--undo': `${undoMs}ms` } as CSSProperties}
      data-releasing={screen.releasing || undefined}
      onPress={onPress}
    >
      <span className="confirm-bar" />
      <span className="confirm-name">{say('confirm')}</span>
      <span className="confirm-time digits">
        {screen.releasing ? say('saving') : say('autoConfirm', { seconds })}
      </span>
    </Press>
  );
}
