import { LANGUAGE, say } from '../../words/say.ts';
import { HoldPress } from '../parts/HoldPress.tsx';
import { HubSign } from '../parts/HubSign.tsx';
import { Mark } from '../parts/Mark.tsx';
import { Title } from '../parts/Title.tsx';
import type { ViewProps } from './view.ts';

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

/** Nothing was recorded, and the other roads stay open until the last day (SZ-04, SZ-17a). */
export function NotRatedView({ screen, surroundings }: ViewProps<'notRated'>) {
  const { lastDay } = screen.asking.prompt;
  return (
    <main className="page message">
      <Mark kind="none" />
      <div className="message-words">
        <Title className="message-title">{say(screen.ending)}</Title>
        <p className="message-lead digits">
          {lastDay === null ? say('later') : say('laterUntil', { day: dayInWords(lastDay) })}
        </p>
      </div>
      <HubSign surroundings={surroundings} />
    </main>
  );
}

/** The citizen reads what to do instead; the corner is for a technician. */
export function NeedsServiceView(props: ViewProps<'needsService'> & { isRefused: boolean }) {
  const { screen, surroundings, act, isRefused } = props;
  const terminalNo = surroundings.configuration?.terminalNo;
  return (
    <main className="page message">
      <Mark kind="pause" />
      <div className="message-words">
        <Title className="message-title">{say('needsService')}</Title>
        <p className="message-lead">{say('needsServiceBody')}</p>
      </div>
      <footer className="service">
        <p className="service-why digits" lang="en">
          {terminalNo} {screen.why}
        </p>
        {isRefused && (
          <HoldPress onHeld={() => act({ kind: 'openReenrol' })}>
            {say('technician')} <span className="hold-how">{say('holdToOpen')}</span>
          </HoldPress>
        )}
      </footer>
    </main>
  );
}

function dayInWords(day: string): string {
  return new Intl.DateTimeFormat(LANGUAGE, {
    month: 'long',
    day: 'numeric',
    timeZone: 'UTC',
  }).format(Date.parse(`${day}T00:00:00Z`));
}
