import { type ReactNode, useEffect, useRef } from 'react';

/** Takes the focus when its screen comes: a screen reader starts here, and no level is preselected. */
export function Title(props: { children: ReactNode; className?: string; long?: boolean }) {
  const { children, className, long = false } = props;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  return (
    <h1 ref={heading} tabIndex={-1} className={className} data-long={long || undefined}>
      {children}
    </h1>
  );
}
