import { say } from '../../words/say.ts';
import type { Event } from '../events.ts';
import { Press } from './Press.tsx';

/** To all the cases that a rating is for (SZ-20a, SZ-20b). */
export function ListButton({ act }: { act: (event: Event) => void }) {
  return (
    <Press
      className="button"
      onPress={() => act({ kind: 'panel', panel: { kind: 'cases', page: 0 } })}
    >
      {say('seeCases')}
    </Press>
  );
}
