import { useContext } from 'react';
import { languageSpoken } from '../../words/say.ts';
import { TimeContext, useTime } from './time.tsx';

/** The hall's time, by the hub's clock. */
export function WallClock({ withDate = false }: { withDate?: boolean }) {
  const { timeZone } = useContext(TimeContext);
  const { wall } = useTime(60_000);
  const time = new Intl.DateTimeFormat(languageSpoken(), {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone,
  }).format(wall);
  const day = new Intl.DateTimeFormat(languageSpoken(), {
    month: 'long',
    day: 'numeric',
    weekday: 'long',
    timeZone,
  });
  return (
    <p className="clock">
      <span className="clock-time digits">{time}</span>
      {withDate && <span className="clock-date digits">{day.format(wall)}</span>}
    </p>
  );
}
