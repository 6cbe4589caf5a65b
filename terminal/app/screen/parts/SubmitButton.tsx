import type { CSSProperties } from 'react';
import { say } from '../../words/say.ts';
import type { Event } from '../events.ts';
import type { ChosenScreen } from '../state.ts';
import { Press } from './Press.tsx';
import { useSecondsUntil } from './time.tsx';

/** The seconds run inside the button that they will press, until somebody is busy. */
export function SubmitButton(props: {
  screen: ChosenScreen;
  isOpen: boolean;
  undoMs: number;
  act: (event: Event) => void;
}) {
  const { screen, isOpen, undoMs, act } = props;
  const { releasing, touched, choice, releaseAt } = screen;
  return (
    <Press
      className="button strong confirm"
      closed={!isOpen}
      style={{ '--undo': `${undoMs}ms` } as CSSProperties}
      onPress={() => act({ kind: 'confirm' })}
    >
      {!touched && !releasing && (
        <span className="confirm-bar" key={`${choice.revisions} ${releaseAt}`} />
      )}
      <span className="confirm-name">{say('confirm')}</span>
      {releasing && <span className="confirm-time">{say('saving')}</span>}
      {!touched && !releasing && <Countdown until={releaseAt} />}
    </Press>
  );
}

function Countdown({ until }: { until: number }) {
  const seconds = useSecondsUntil(until);
  return (
    <span className="confirm-time digits" aria-hidden="true">
      {say('autoConfirm', { seconds })}
    </span>
  );
}
