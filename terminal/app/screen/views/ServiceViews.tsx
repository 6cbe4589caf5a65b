import type { ReactNode } from 'react';
import { say } from '../../words/say.ts';
import { HoldPress } from '../parts/HoldPress.tsx';
import { Mark } from '../parts/Mark.tsx';
import { Title } from '../parts/Title.tsx';
import type { ViewProps } from './view.ts';

/** Taken out of use from afar. The citizen reads what to do instead. */
export function PausedView({ surroundings, act }: ViewProps<'paused'>) {
  return (
    <OutOfUse title={say('pausedTitle')} why={surroundings.configuration?.terminalNo ?? ''}>
      <HoldPress onHeld={() => act({ kind: 'panel', panel: { kind: 'setup' } })}>
        {say('setup')} <span className="hold-how">{say('holdToOpen')}</span>
      </HoldPress>
    </OutOfUse>
  );
}

/** The corner is for a technician. */
export function NeedsServiceView(props: ViewProps<'needsService'> & { isRefused: boolean }) {
  const { screen, surroundings, act, isRefused } = props;
  const terminalNo = surroundings.configuration?.terminalNo ?? '';
  return (
    <OutOfUse title={say('needsService')} why={`${terminalNo} ${screen.why}`}>
      {isRefused && (
        <HoldPress onHeld={() => act({ kind: 'openReenrol' })}>
          {say('technician')} <span className="hold-how">{say('holdToOpen')}</span>
        </HoldPress>
      )}
    </OutOfUse>
  );
}

function OutOfUse(props: { title: string; why: string; children: ReactNode }) {
  const { title, why, children } = props;
  return (
    <main className="page message">
      <Mark kind="pause" />
      <div className="message-words">
        <Title className="message-title">{title}</Title>
        <p className="message-lead">{say('needsServiceBody')}</p>
      </div>
      <footer className="service">
        <p className="service-why digits" lang="en">
          {why}
        </p>
        {children}
      </footer>
    </main>
  );
}
