import type { ReactNode } from 'react';
import type { Surroundings } from '../../surroundings.ts';
import { say } from '../../words/say.ts';
import { HoldPress } from '../parts/HoldPress.tsx';
import { Mark } from '../parts/Mark.tsx';
import { Title } from '../parts/Title.tsx';
import { CLOSED_CORNER } from '../state.ts';
import type { ViewProps } from './view.ts';

/** Taken out of use from afar. The citizen reads what to do instead. */
export function PausedView({ surroundings, act }: ViewProps<'paused'>) {
  const panel = hasPin(surroundings) ? CLOSED_CORNER : ({ kind: 'setup' } as const);
  return (
    <OutOfUse title={say('pausedTitle')} why={surroundings.configuration?.terminalNo ?? ''}>
      <Corner
        name={say(panel.kind === 'setup' ? 'setup' : 'technician')}
        onHeld={() => act({ kind: 'panel', panel })}
      />
    </OutOfUse>
  );
}

/** The corner is for a technician; where there is a PIN, enrolling anew is behind it. */
export function NeedsServiceView(props: ViewProps<'needsService'> & { isRefused: boolean }) {
  const { screen, surroundings, act, isRefused } = props;
  const terminalNo = surroundings.configuration?.terminalNo ?? '';
  const isLocked = hasPin(surroundings);
  const open = () =>
    act(isLocked ? { kind: 'panel', panel: CLOSED_CORNER } : { kind: 'openReenrol' });
  return (
    <OutOfUse title={say('needsService')} why={`${terminalNo} ${screen.why}`}>
      {(isRefused || isLocked) && <Corner name={say('technician')} onHeld={open} />}
    </OutOfUse>
  );
}

/** Pressed by nobody by chance. */
export function Corner({ name, onHeld }: { name: string; onHeld: () => void }) {
  return (
    <HoldPress onHeld={onHeld}>
      {name} <span className="hold-how">{say('holdToOpen')}</span>
    </HoldPress>
  );
}

/** Is there a PIN for the technicians' corner? Without one it stays closed. */
export function hasPin({ configuration }: Surroundings): boolean {
  return configuration?.maintenance !== undefined;
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
