import { useEffect, useRef, type ReactNode } from "react";
import { isSameBuses } from "./attached-buses.ts";
import { mount, type Mounted } from "./mount.ts";
import type { DevtoolsOptions } from "./options.ts";

/**
 * The panel as a React element. It draws nothing where it stands: the panel has a React root of its own beside the application, so that neither of the two
 * renders because of the other, and a fault of one leaves the other alone.
 *
 * @example
 * <BusDevtools bus={bus} />
 */
export function BusDevtools(options: DevtoolsOptions): ReactNode {
  const { bus, dock, shortcut, styleNonce, preserve, theme } = options;
  const latest = useRef(options);
  const mounted = useRef<Mounted>(undefined);
  useEffect(() => {
    latest.current = options;
  });
  useEffect(() => {
    const made = safely(() =>
      mount({
        ...latest.current,
        dock,
        shortcut,
        styleNonce,
        preserve,
        openInEditor: latest.current.openInEditor && ((file, line) => latest.current.openInEditor?.(file, line)),
        onInset: (inset) => latest.current.onInset?.(inset),
      }),
    );
    mounted.current = made;
    return () => {
      mounted.current = undefined;
      made?.unmount();
    };
  }, [dock, shortcut, styleNonce, preserve]);
  useChange(bus, isSameBuses, () => mounted.current?.attach(bus));
  useChange(theme, Object.is, () => mounted.current?.panel.setTheme(theme ?? "system"));
  return null;
}

/** Runs after a render in which the value has become another one; not after the first. */
function useChange<Value>(value: Value, isSame: (before: Value, now: Value) => boolean, changed: () => void): void {
  const before = useRef(value);
  useEffect(() => {
    if (isSame(before.current, value)) return;
    before.current = value;
    safely(changed);
  });
}

// What an effect throws unmounts the application.
function safely<Result>(act: () => Result): Result | undefined {
  try {
    return act();
  } catch (error) {
    reportError(error);
    return undefined;
  }
}
