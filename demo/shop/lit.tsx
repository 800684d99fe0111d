import { useState } from "react";

interface LitProps {
  readonly children: string | number;
  readonly className?: string;
}

/** A figure that lights up for a moment when it changes, and not when it first appears. */
export function Lit({ children, className = "" }: LitProps) {
  const [shown, setShown] = useState({ value: children, changes: 0 });
  if (shown.value !== children) setShown({ value: children, changes: shown.changes + 1 });
  return (
    <span key={shown.changes} className={shown.changes > 0 ? `lit ${className}` : className}>
      {children}
    </span>
  );
}
