import { useContext } from 'react';
import { languageSpoken } from '../../words/say.ts';
import { TimeContext, useTime } from './time.tsx';
import { wallWords } from './wall-words.ts';

/** The hall's time, by the hub's clock. */
export function WallClock({ withDate = false }: { withDate?: boolean }) {
  const { timeZone } = useContext(TimeContext);
  const { wall } = useTime(60_000);
  const { time, day } = wallWords(languageSpoken(), timeZone);
  return (
    <p className="clock">
      <span className="clock-time digits">{time(wall)}</span>
      {withDate && <span className="clock-date digits">{day(wall)}</span>}
    </p>
  );
}
