import { say } from '../../words/say.ts';
import { Mark } from '../parts/Mark.tsx';
import { Title } from '../parts/Title.tsx';

export function StartingView() {
  return (
    <main className="page message quiet">
      <Title className="message-lead">{say('starting')}</Title>
    </main>
  );
}

export function ElsewhereView() {
  return (
    <main className="page message">
      <Mark kind="pause" />
      <div className="message-words">
        <Title className="message-title">{say('elsewhereTitle')}</Title>
        <p className="message-lead">{say('elsewhereBody')}</p>
      </div>
    </main>
  );
}
