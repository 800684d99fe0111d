import { useEffect, useId, useLayoutEffect, useRef, type KeyboardEvent, type ReactNode } from "react";
import { isElement } from "../is-element.ts";

interface SessionDialogProps {
  readonly title: string;
  readonly children: ReactNode;
  readonly onClose: () => void;
}

const focusable = "button:not(:disabled), input, select, textarea, [tabindex='0']";

/** A dialog inside the panel, over all of it and over nothing of the page. Esc closes it; the focus stays in it and goes back afterwards. */
export function SessionDialog({ title, children, onClose }: SessionDialogProps) {
  const dialog = useRef<HTMLDivElement>(null);
  const id = useId();
  useFocusInside(dialog);
  const onKeyDown = (event: KeyboardEvent) => {
    // The panel's own keys mean nothing here.
    event.stopPropagation();
    if (event.key === "Tab") keepInside(event, dialog.current);
    else if (event.key === "Escape") onClose();
    else return;
    if (event.key === "Escape") event.preventDefault();
  };
  return (
    <div className="session-veil">
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the keys of the whole dialog */}
      <div ref={dialog} className="session-dialog" role="dialog" aria-modal="true" aria-labelledby={id} tabIndex={-1} onKeyDown={onKeyDown}>
        <h2 id={id}>{title}</h2>
        {children}
      </div>
    </div>
  );
}

function useFocusInside(dialog: { readonly current: HTMLElement | null }): void {
  const before = useRef<Element | null>(null);
  useLayoutEffect(() => {
    const root = dialog.current?.getRootNode();
    before.current = root && "activeElement" in root && isElement(root.activeElement) ? root.activeElement : null;
    const first = dialog.current?.querySelector<HTMLElement>(focusable);
    (first ?? dialog.current)?.focus();
  }, [dialog]);
  useEffect(
    () => () => {
      const back = before.current;
      if (back && "focus" in back && typeof back.focus === "function") back.focus();
    },
    [],
  );
}

function keepInside(event: KeyboardEvent, dialog: HTMLElement | null): void {
  const fields = [...(dialog?.querySelectorAll<HTMLElement>(focusable) ?? [])];
  const first = fields[0];
  const last = fields.at(-1);
  const to = event.shiftKey ? last : first;
  if (event.target !== (event.shiftKey ? first : last) && event.target !== dialog) return;
  event.preventDefault();
  to?.focus();
}
