import type { Surroundings } from '../../surroundings.ts';
import { say } from '../../words/say.ts';
import { HubSign } from './HubSign.tsx';
import { useSecondsUntil } from './time.tsx';

/** One line beside the question: what is urgent, else `calm`, and the state of the network. */
export function Notice(props: {
  surroundings: Surroundings;
  /** Why the last touch could not be kept. */
  failed: string | null;
  /** Until when a touch keeps the screen; null while nothing presses. */
  warnsUntil: number | null;
  /** Something would be sent then. */
  keeps: boolean;
  calm: string;
  /** `calm` says how things stand: it is never left out to make room. */
  isNews?: boolean;
}) {
  const { surroundings, failed, warnsUntil, keeps, calm, isNews = false } = props;
  return (
    <div className="notice" data-news={isNews || undefined}>
      {failed !== null && (
        <p className="notice-loud" role="alert">
          {failed}
        </p>
      )}
      {warnsUntil !== null && <Warning until={warnsUntil} keeps={keeps} />}
      {failed === null && warnsUntil === null && (
        <>
          <p>{calm}</p>
          <HubSign surroundings={surroundings} />
        </>
      )}
    </div>
  );
}

/** The last seconds, counted down. */
export function Warning({ until, keeps }: { until: number; keeps: boolean }) {
  const seconds = useSecondsUntil(until);
  return (
    <p className="notice-loud digits">
      <span className="unseen" role="alert">
        {say('extend')}
      </span>
      {say(keeps ? 'warningKept' : 'warning', { seconds })}
    </p>
  );
}
