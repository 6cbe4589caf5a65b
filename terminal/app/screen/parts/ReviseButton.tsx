import { say } from '../../words/say.ts';
import type { Event } from '../events.ts';
import { Press } from './Press.tsx';

/** Beside what it changes; on a high screen, where a hand from a wheelchair reaches it. */
export function ReviseButton(props: {
  place: 'above' | 'below';
  act: (event: Event) => void;
  isOpen: boolean;
}) {
  const { act, isOpen, place } = props;
  return (
    <Press
      className="button revise"
      data-place={place}
      closed={!isOpen}
      onPress={() => act({ kind: 'revise' })}
    >
      {say('revise')}
    </Press>
  );
}
