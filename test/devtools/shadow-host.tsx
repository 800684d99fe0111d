import { useEffect, useLayoutEffect, useRef, useState, type ReactNode } from "react";
import { createPortal } from "react-dom";
import { sheetFor } from "../../devtools/panel/styles/sheet.ts";
import { whole } from "../../devtools/panel/styles/whole.ts";

export type Theme = "light" | "dark" | "system";

interface ShadowHostProps {
  readonly theme: Theme;
  readonly children: ReactNode;
}

/** A shadow root around the panel: no style leaks in or out, and what happens inside stays inside. */
export function ShadowHost({ theme, children }: ShadowHostProps) {
  const host = useRef<HTMLDivElement>(null);
  const [root, setRoot] = useState<ShadowRoot>();
  useLayoutEffect(() => {
    const element = host.current;
    if (!element) return;
    // Effects run twice in strict mode, and a host takes one shadow root in its life.
    const shadow = element.shadowRoot ?? element.attachShadow({ mode: "open" });
    shadow.adoptedStyleSheets = [sheetFor(element.ownerDocument, whole)];
    setRoot(shadow);
  }, []);
  useEffect(() => (host.current ? keepEventsInside(host.current) : undefined), []);
  return (
    <div ref={host} className="eventdeck" style={{ colorScheme: theme === "system" ? "light dark" : theme, display: "block", height: "100%", minHeight: 0 }}>
      {root && createPortal(children, root)}
    </div>
  );
}

const kept = ["pointerdown", "pointerup", "mousedown", "mouseup", "click", "dblclick", "touchstart", "touchend", "keydown", "keyup", "keypress"];

// Pages close popovers on any click outside and bind shortcuts to the document. React listens on the shadow root, one step further in, so it has heard the event by now.
function keepEventsInside(host: HTMLElement): () => void {
  const leave = new AbortController();
  for (const type of kept) host.addEventListener(type, (event) => event.stopPropagation(), { signal: leave.signal });
  return () => leave.abort();
}
