import { say } from '../../words/say.ts';
import type { Event } from '../events.ts';
import { Press } from './Press.tsx';

/** One tap for more time (WCAG 2.2.1). It stands where something else stood: nothing else moves. */
export function ExtendButton({ act }: { act: (event: Event) => void }) {
  return (
    <Press className="button strong" onPress={() => act({ kind: 'extend' })}>
      {say('extend')}
    </Press>
  );
}
