import { type ButtonHTMLAttributes, type PointerEvent, useRef, useState } from 'react';
import type { Input } from '../state.ts';

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
  const pointer = useRef<number | null>(null);
  const [isDown, setDown] = useState(false);
  const lift = () => {
    pointer.current = null;
    setDown(false);
  };
  return (
    <button
      type="button"
      {...rest}
      aria-disabled={closed || undefined}
      data-down={isDown || undefined}
      onPointerDown={(event) => {
        if (!event.isPrimary || event.button !== 0) return;
        pointer.current = event.pointerId;
        event.currentTarget.setPointerCapture(event.pointerId);
        setDown(true);
      }}
      onPointerMove={(event) => {
        if (event.pointerId === pointer.current) setDown(isInside(event));
      }}
      onPointerUp={(event) => {
        if (event.pointerId !== pointer.current) return;
        lift();
        if (isInside(event) && !closed) onPress('touch');
      }}
      onPointerCancel={lift}
      onClick={(event) => {
        if (event.detail === 0 && !closed) onPress('key');
      }}
    >
      {children}
    </button>
  );
}

function isInside({ currentTarget, clientX, clientY }: PointerEvent<HTMLElement>): boolean {
  const { left, right, top, bottom } = currentTarget.getBoundingClientRect();
  return clientX >= left && clientX <= right && clientY >= top && clientY <= bottom;
}
