import { type ButtonHTMLAttributes, type PointerEvent, useContext, useRef } from 'react';
import type { Input } from '../state.ts';
import { TimeContext } from './time.tsx';

/** What was pressed is seen to be, although the finger was quick; mostly the answer comes within. */
const STAYS_DOWN_MS = 120;

type PressProps = Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'onClick' | 'disabled'> & {
  onPress: (input: Input) => void;
  /** Not yet, or no more: named so for the screen reader, and keeps the focus. */
  closed?: boolean;
};

/**
 * A button that acts when the pointer rises inside it, however the finger trembled between; a
 * second finger does nothing, and sliding off takes it back. Keys and screen readers come as clicks.
 */
export function Press({ onPress, closed = false, children, ...rest }: PressProps) {
  const { clock } = useContext(TimeContext);
  const pointer = useRef<number | null>(null);
  const cancelLift = useRef(() => {});
  return (
    <button
      type="button"
      {...rest}
      aria-disabled={closed || undefined}
      onPointerDown={(event) => {
        if (!event.isPrimary || event.button !== 0) return;
        cancelLift.current();
        pointer.current = event.pointerId;
        event.currentTarget.setPointerCapture(event.pointerId);
        showDown(event.currentTarget, true);
      }}
      onPointerMove={(event) => {
        if (event.pointerId === pointer.current) showDown(event.currentTarget, isInside(event));
      }}
      onPointerUp={(event) => {
        if (event.pointerId !== pointer.current) return;
        pointer.current = null;
        const button = event.currentTarget;
        cancelLift.current = clock.after(STAYS_DOWN_MS, () => showDown(button, false));
        if (isInside(event) && !closed) onPress('touch');
      }}
      onPointerCancel={({ currentTarget }) => {
        pointer.current = null;
        showDown(currentTarget, false);
      }}
      onClick={(event) => {
        if (event.detail === 0 && !closed) onPress('key');
      }}
    >
      {children}
    </button>
  );
}

/** Without a render: a finger sees at once that it pressed, however slow the device. */
function showDown(button: HTMLElement, isDown: boolean): void {
  button.toggleAttribute('data-down', isDown);
}

function isInside({ currentTarget, clientX, clientY }: PointerEvent<HTMLElement>): boolean {
  const { left, right, top, bottom } = currentTarget.getBoundingClientRect();
  return clientX >= left && clientX <= right && clientY >= top && clientY <= bottom;
}
