import type { CSSProperties } from 'react';
import { say } from '../../words/say.ts';
import { HubSign } from '../parts/HubSign.tsx';
import { Staff } from '../parts/Staff.tsx';
import { Title } from '../parts/Title.tsx';
import { useTime } from '../parts/time.tsx';
import { WallClock } from '../parts/WallClock.tsx';
import type { ViewProps } from './view.ts';

const NOTICE_MS = 12_000;

/** A sign of the hall while nobody is asked. It moves a little, so that nothing burns in. */
export function IdleView({ surroundings }: ViewProps<'idle'>) {
  const { configuration } = surroundings;
  const serviceWindow = configuration?.serviceWindow ?? null;
  const terminalNo = configuration?.terminalNo ?? '';
  const title = serviceWindow?.name ?? say('title');
  const number = serviceWindow?.windowNo ?? terminalNo;
  return (
    <main className="page idle">
      <div className="idle-drift">
        <section className="sign">
          <p className="sign-hall">{configuration?.hall.name}</p>
          <p className="sign-no digits" style={{ '--chars': number.length || 1 } as CSSProperties}>
            {number}
          </p>
          <p className="sign-kind">
            {serviceWindow ? say('windowSuffix') : say('kiosk')}
            {serviceWindow && (
              <span className="sign-terminal digits">
                <span className="unseen">{say('terminalNo')}</span> {terminalNo}
              </span>
            )}
          </p>
        </section>
        <section className="idle-words">
          <WallClock withDate />
          <div className="idle-middle">
            <Title className="idle-title" long={[...title].length > 8}>
              {title}
            </Title>
            <p className="idle-invite">{say('idleInvite')}</p>
          </div>
          {configuration?.staff && <Staff staff={configuration.staff} lead={say('staffToday')} />}
          <Notices notices={configuration?.notices ?? []} />
          <footer className="idle-foot">
            <HubSign surroundings={surroundings} />
          </footer>
        </section>
      </div>
    </main>
  );
}

/** One after the other, by the time of day: no timer of their own to drift. */
function Notices({ notices }: { notices: string[] }) {
  const { wall } = useTime(NOTICE_MS);
  if (notices.length === 0) return null;
  const shown = Math.floor(wall / NOTICE_MS) % notices.length;
  return (
    <div className="notices">
      <p key={shown} className="notices-text">
        {notices[shown]}
      </p>
      {notices.length > 1 && (
        <p className="notices-dots" aria-hidden="true">
          {notices.map((notice, index) => (
            <span key={notice} data-here={index === shown || undefined} />
          ))}
        </p>
      )}
    </div>
  );
}
