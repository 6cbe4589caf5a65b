import { useContext } from 'react';
import { LANGUAGE } from '../../words/say.ts';
import { TimeContext, useTime } from './time.tsx';

/** The hall's time, by the hub's clock. */
export function WallClock({ withDate = false }: { withDate?: boolean }) {
  const { timeZone } = useContext(TimeContext);
  const { wall } = useTime(60_000);
  const time = new Intl.DateTimeFormat(LANGUAGE, {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone,
  }).format(wall);
  const date = new Intl.DateTimeFormat(LANGUAGE, {
    month: 'long',
    day: 'numeric',
    weekday: 'long',
    timeZone,
  }).format(wall);
  return (
    <p className="clock">
      <span className="clock-time digits">{time}</span>
      {withDate && <span className="clock-date">{date}</span>}
    </p>
  );
}
