import { say } from '../../words/say.ts';
import { Press } from '../parts/Press.tsx';
import { Title } from '../parts/Title.tsx';
import type { ViewProps } from './view.ts';

/** For a technician: what enrolling anew means, what stays behind, and the way back. */
export function ReenrolView(props: ViewProps<'reenrol'> & { onEnrolAnew: () => void }) {
  const { surroundings, screen, act, onEnrolAnew } = props;
  const count = surroundings.pending + surroundings.refusedRows;
  return (
    <main className="page reenrol">
      <div className="reenrol-words">
        <Title className="message-title">{say('reenrolTitle')}</Title>
        <p>{say('reenrolBody')}</p>
        <p className="reenrol-rest digits">
          {count > 0 ? say('reenrolPending', { count }) : say('reenrolNothing')}
        </p>
        <p className="reenrol-why digits" lang="en">
          {surroundings.configuration?.terminalNo} {screen.why}
        </p>
      </div>
      <footer className="foot">
        <Press className="button" onPress={() => act({ kind: 'closeReenrol' })}>
          {say('back')}
        </Press>
        <Press className="button strong" onPress={onEnrolAnew}>
          {say('reenrolConfirm')}
        </Press>
      </footer>
    </main>
  );
}
