import { type ReactNode, useEffect, useRef } from 'react';

/** Takes the focus when its screen comes: a screen reader starts here, and no level is preselected. */
export function Title({ children, className }: { children: ReactNode; className?: string }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  return (
    <h1 ref={heading} tabIndex={-1} className={className}>
      {children}
    </h1>
  );
}
