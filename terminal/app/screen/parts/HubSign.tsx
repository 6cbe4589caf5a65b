import type { Surroundings } from '../../surroundings.ts';
import { say } from '../../words/say.ts';

/** Calm and small: the network is not the citizen's concern, and rating goes on. */
export function HubSign({ surroundings }: { surroundings: Surroundings }) {
  const { hub, pending } = surroundings;
  if (hub !== 'away') return null;
  return (
    <p className="hub-sign" role="status">
      <span className="hub-dot" aria-hidden="true" />
      <span>{say('offline')}</span>
      {pending > 0 && (
        <span className="hub-pending digits">{say('pending', { count: pending })}</span>
      )}
    </p>
  );
}
