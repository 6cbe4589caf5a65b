import { say } from '../../words/say.ts';
import { Press } from '../parts/Press.tsx';
import { Title } from '../parts/Title.tsx';
import { useSecondsUntil } from '../parts/time.tsx';
import type { EnrolmentFacts } from '../state.ts';
import type { ViewProps } from './view.ts';

const TROUBLES = {
  unreachable: 'enrolUnreachable',
  rejected: 'enrolRejected',
  refused: 'enrolRefused',
} as const satisfies Record<NonNullable<EnrolmentFacts['trouble']>, string>;

/** A code to read aloud over a counter, and a fingerprint to compare. */
export function UnenrolledView(props: ViewProps<'unenrolled'> & { onAgain: () => void }) {
  const { userCode, expiresAt, fingerprint, trouble } = props.screen;
  return (
    <main className="page enrol">
      <div className="enrol-words">
        <Title className="message-title">{say('enrolTitle')}</Title>
        <ol className="enrol-steps">
          <li>{say('enrolStep1')}</li>
          <li>{say('enrolStep2')}</li>
          <li>{say('enrolStep3')}</li>
        </ol>
        <Press
          className="button"
          onPress={() => props.act({ kind: 'panel', panel: { kind: 'setup' } })}
        >
          {say('setup')}
        </Press>
      </div>
      <section className="enrol-ticket">
        <p className="enrol-name">{say('enrolCode')}</p>
        {userCode && (
          <p className="enrol-code digits" role="status">
            {userCode}
          </p>
        )}
        <p className="enrol-state">
          {trouble && say(TROUBLES[trouble])}
          {!trouble && expiresAt === null && say('enrolRequesting')}
          {!trouble && expiresAt !== null && <Expiry at={expiresAt} />}
        </p>
        {trouble === 'rejected' && (
          <Press className="button strong" onPress={props.onAgain}>
            {say('enrolAgain')}
          </Press>
        )}
        {props.surroundings.evidence > 0 && (
          <p className="enrol-evidence digits">
            {say('evidenceKept', { count: props.surroundings.evidence })}
          </p>
        )}
        {fingerprint && (
          <p className="enrol-print">
            <span>{say('fingerprint')}</span> <span className="digits">{fingerprint}</span>
          </p>
        )}
      </section>
    </main>
  );
}

function Expiry({ at }: { at: number }) {
  const seconds = useSecondsUntil(at);
  const time = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  return <span className="digits">{say('enrolExpires', { time })}</span>;
}
