import { useRef, useState, type KeyboardEvent, type PointerEvent, type RefObject } from "react";
import { oneOf, type PanelModel } from "../model/index.ts";
import { folded } from "../panel/icon.tsx";
import { count } from "../panel/numbers.ts";
import { useStore } from "../panel/use-store.ts";
import { useHandedFocus } from "./handed-focus.ts";

const isCorner = oneOf("bottom-right", "bottom-left", "top-right", "top-left");

interface TriggerProps {
  readonly panel: PanelModel;
  readonly failures: number;
  /** The panel is open, in a window of its own. */
  readonly inWindow: boolean;
  /** Whether the focus was in the panel that it takes the place of. */
  readonly handed: RefObject<boolean>;
  readonly onPress: () => void;
}

// Less is a hand that shakes while it clicks.
const dragPx = 6;

/** The button that opens the panel. It says how many events have failed, and goes to another corner when it is dragged there or sent there by an arrow key. */
export function Trigger({ panel, failures, inWindow, handed, onPress }: TriggerProps) {
  const button = useRef<HTMLButtonElement>(null);
  useHandedFocus(button, handed);
  useStore(panel.preferences);
  const corner = panel.preferences.get("trigger", isCorner, "bottom-right");
  const [offset, setOffset] = useState<{ readonly x: number; readonly y: number }>();
  const from = useRef<{ readonly x: number; readonly y: number }>(undefined);
  const moved = useRef(false);
  const goTo = (next: string) => panel.preferences.set("trigger", next);
  const onPointerDown = (event: PointerEvent) => {
    if (event.button !== 0) return;
    // A hand is faster than the button follows.
    event.currentTarget.setPointerCapture(event.pointerId);
    from.current = { x: event.clientX, y: event.clientY };
    moved.current = false;
  };
  const onPointerMove = ({ clientX, clientY }: PointerEvent) => {
    if (!from.current) return;
    const offsetNow = { x: clientX - from.current.x, y: clientY - from.current.y };
    if (!moved.current && Math.hypot(offsetNow.x, offsetNow.y) < dragPx) return;
    moved.current = true;
    setOffset(offsetNow);
  };
  const onPointerUp = ({ currentTarget, clientX, clientY }: PointerEvent) => {
    if (from.current && moved.current) goTo(cornerAt(clientX, clientY, currentTarget.ownerDocument.defaultView ?? window));
    from.current = undefined;
    setOffset(undefined);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    moved.current = false;
    const next = cornerAfter(event.key, corner);
    if (!next) return;
    event.preventDefault();
    goTo(next);
  };
  return (
    <button
      ref={button}
      type="button"
      className="deck trigger"
      data-corner={corner}
      data-failures={failures > 0}
      aria-label={labelOf(failures, inWindow)}
      aria-expanded={inWindow}
      title={`${labelOf(failures, inWindow)} (drag it, or use the arrow keys, to move it to another corner)`}
      style={offset && { transform: `translate(${offset.x}px, ${offset.y}px)` }}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerUp}
      onKeyDown={onKeyDown}
      onClick={() => !moved.current && onPress()}
    >
      {folded}
      {failures > 0 && <span>{count(failures)}</span>}
    </button>
  );
}

function labelOf(failures: number, inWindow: boolean): string {
  const what = inWindow ? "Show the event deck's window" : "Open the event deck";
  return failures === 0 ? what : `${what}, ${count(failures)} ${failures === 1 ? "failure" : "failures"}`;
}

function cornerAt(x: number, y: number, { innerWidth, innerHeight }: Window): string {
  return `${y > innerHeight / 2 ? "bottom" : "top"}-${x > innerWidth / 2 ? "right" : "left"}`;
}

function cornerAfter(key: string, corner: string): string | undefined {
  const [row = "", column = ""] = corner.split("-");
  const corners: Readonly<Record<string, string>> = {
    ArrowUp: `top-${column}`,
    ArrowDown: `bottom-${column}`,
    ArrowLeft: `${row}-left`,
    ArrowRight: `${row}-right`,
  };
  return corners[key];
}
