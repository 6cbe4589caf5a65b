import { type ReactNode, useContext, useEffect, useRef, useState } from 'react';
import { TimeContext } from './time.tsx';

const HOLD_MS = 3_000;

/**
 * A control that a passer-by does not press: it acts after three seconds of holding, by finger or
 * by Enter or Space. Letting go, sliding off or leaving takes it back.
 */
export function HoldPress({ onHeld, children }: { onHeld: () => void; children: ReactNode }) {
  const { clock } = useContext(TimeContext);
  const cancel = useRef<() => void>(() => {});
  const [isHeld, setHeld] = useState(false);
  const letGo = () => {
    cancel.current();
    setHeld(false);
  };
  const begin = () => {
    letGo();
    setHeld(true);
    cancel.current = clock.after(HOLD_MS, onHeld);
  };
  useEffect(() => () => cancel.current(), []);
  return (
    <button
      type="button"
      className="hold"
      data-held={isHeld || undefined}
      onPointerDown={(event) => event.isPrimary && event.button === 0 && begin()}
      onPointerUp={letGo}
      onPointerLeave={letGo}
      onPointerCancel={letGo}
      onBlur={letGo}
      onKeyDown={(event) => {
        const isPress = event.key === 'Enter' || event.key === ' ';
        if (isPress && !event.repeat) begin();
      }}
      onKeyUp={letGo}
    >
      <span className="hold-bar" />
      {children}
    </button>
  );
}
