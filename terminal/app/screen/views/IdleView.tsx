import { type CSSProperties, useContext } from 'react';
import type { Configuration, OpeningHours } from '../../../../protocol/index.ts';
import { say } from '../../words/say.ts';
import { isOpenAt } from '../opening-hours.ts';
import { HubSign } from '../parts/HubSign.tsx';
import { Staff } from '../parts/Staff.tsx';
import { Title } from '../parts/Title.tsx';
import { Tools } from '../parts/Tools.tsx';
import { TimeContext, useTime } from '../parts/time.tsx';
import { WallClock } from '../parts/WallClock.tsx';
import { CLOSED_CORNER } from '../state.ts';
import { Corner, hasPin } from './ServiceViews.tsx';
import type { ViewProps } from './view.ts';

const NOTICE_MS = 12_000;
const MINUTE_MS = 60_000;

/** A sign of the hall while nobody is asked. It moves a little, so that nothing burns in. */
export function IdleView(props: ViewProps<'idle'>) {
  const { surroundings, screen, act } = props;
  const { configuration, serving } = surroundings;
  const isAwake = screen.awakeUntil !== null;
  const isOpen = useIsOpen(configuration?.openingHours);
  const serviceWindow = configuration?.serviceWindow ?? null;
  const terminalNo = configuration?.terminalNo ?? '';
  const title = serviceWindow?.name ?? say('title');
  const number = serviceWindow?.windowNo ?? terminalNo;
  return (
    <main
      className="page idle"
      data-dim={(!isOpen && !isAwake && serving === null) || undefined}
      onPointerUp={() => act({ kind: 'touched' })}
    >
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
            {serving === null ? (
              <>
                <p className="idle-invite">{say(isOpen ? 'idleInvite' : 'closedNow')}</p>
                <Hours configuration={configuration} />
              </>
            ) : (
              <p className="idle-serving" role="status">
                <span className="idle-serving-lead">{say('serving')}</span>
                {serving.item?.name}
              </p>
            )}
          </div>
          {configuration?.staff && <Staff staff={configuration.staff} lead={say('staffToday')} />}
          {isAwake ? (
            <Tools {...props} byEnter={surroundings.hasKeys} />
          ) : (
            <Notices notices={configuration?.notices ?? []} />
          )}
          {isAwake && hasPin(surroundings) && (
            <footer className="idle-corner">
              <Corner
                name={say('technician')}
                onHeld={() => act({ kind: 'panel', panel: CLOSED_CORNER })}
              />
            </footer>
          )}
          {!isAwake && (
            <footer className="idle-foot">
              <HubSign surroundings={surroundings} />
            </footer>
          )}
        </section>
      </div>
    </main>
  );
}

function Hours({ configuration }: { configuration: Configuration | null }) {
  const hours = configuration?.openingHours;
  if (hours === undefined) return null;
  const { opens, closes } = hours;
  return <p className="idle-hours digits">{say('hours', { opens, closes })}</p>;
}

function useIsOpen(hours: OpeningHours | undefined): boolean {
  const { timeZone } = useContext(TimeContext);
  const { wall } = useTime(MINUTE_MS);
  return isOpenAt(hours, wall, timeZone);
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
