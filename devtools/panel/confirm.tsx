import { type ReactNode, useEffect, useRef } from "react";
import { isElement } from "./is-element.ts";

interface ConfirmProps {
  readonly label: string;
  /** What the button says that does it. */
  readonly yes: string;
  readonly onDone: (yes: boolean) => void;
  readonly children: ReactNode;
}

/** Asks before what cannot be taken back. Whoever had the focus has it again after that, unless the answer has put it elsewhere. */
export function Confirm({ label, yes, onDone, children }: ConfirmProps) {
  const keep = useRef<HTMLButtonElement>(null);
  useFocusWhile(keep);
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Escape says no, wherever the focus is inside
    <div
      className="leaks"
      role="alertdialog"
      aria-label={label}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.stopPropagation();
        onDone(false);
      }}
    >
      <div className="leak">
        <span>{children}</span>
        <button type="button" className="button small" onClick={() => onDone(true)}>
          {yes}
        </button>
        <button ref={keep} type="button" className="button small" onClick={() => onDone(false)}>
          Keep
        </button>
      </div>
    </div>
  );
}

/** Takes the focus for as long as it is there, and gives it back. */
function useFocusWhile(element: { readonly current: HTMLElement | null }): void {
  useEffect(() => {
    const root = element.current?.getRootNode();
    const focused = (): unknown => (root && "activeElement" in root ? root.activeElement : undefined);
    const before = focused();
    element.current?.focus();
    return () => {
      // What had the focus in here is gone, and with it the focus.
      const now = focused();
      if (isElement(now) && now !== now.ownerDocument.body) return;
      if (isElement(before) && before.isConnected && "focus" in before && typeof before.focus === "function") before.focus();
    };
  }, [element]);
}
