import type { Surroundings } from '../../surroundings.ts';
import { say } from '../../words/say.ts';

/** Calm and small: the network is not the citizen's concern, and rating goes on. */
export function HubSign({ surroundings }: { surroundings: Surroundings }) {
  const { hub, keypad, pending } = surroundings;
  const isAway = hub === 'away';
  if (!isAway && keypad !== 'lost') return null;
  return (
    <p className="hub-sign" role="status">
      <span className="hub-dot" aria-hidden="true" />
      {isAway && <span>{say('offline')}</span>}
      {keypad === 'lost' && <span>{say('keypadLost')}</span>}
      {isAway && pending > 0 && (
        <span className="hub-pending digits">{say('pending', { count: pending })}</span>
      )}
    </p>
  );
}
