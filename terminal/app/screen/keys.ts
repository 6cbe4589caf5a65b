import type { Level } from '../../../protocol/index.ts';
import { DISPLAY_ORDER } from './parts/levels.ts';
import type { Event, Input, Screen } from './state.ts';

interface Acts {
  act: (event: Event) => void;
  choose: (level: Level, input: Input) => void;
}

/** 1–5 in the displayed order, Enter and Back: the whole flow without a finger. */
export function keyHandler(screen: Screen, { act, choose }: Acts) {
  return (event: KeyboardEvent) => {
    if (event.repeat || event.ctrlKey || event.altKey || event.metaKey) return;
    const level = /^[1-5]$/.test(event.key) ? DISPLAY_ORDER[Number(event.key) - 1] : undefined;
    if (level !== undefined) {
      choose(level, 'key');
    } else if (event.key === 'Enter' && !isOnButton(event)) {
      act(screen.kind === 'chosen' ? { kind: 'confirm' } : { kind: 'touched' });
    } else if (event.key === 'Escape' || event.key === 'Backspace') {
      event.preventDefault();
      act(screen.kind === 'chosen' ? { kind: 'revise' } : { kind: 'decline' });
    }
  };
}

/** There Enter belongs to the button. */
function isOnButton({ target }: KeyboardEvent): boolean {
  return target instanceof HTMLButtonElement;
}
