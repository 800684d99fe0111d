import { useLayoutEffect, useRef, useSyncExternalStore, type RefObject } from "react";
import { isNumber, type PanelModel } from "../model/index.ts";
import { LaterPanel } from "./later-panel.tsx";
import { useStore } from "../panel/use-store.ts";
import { DockControls } from "./dock-controls.tsx";
import { useHandedFocus } from "./handed-focus.ts";
import type { Inset } from "./options.ts";
import { ResizeHandle, type Side } from "./resize-handle.tsx";

interface DockProps {
  readonly panel: PanelModel;
  readonly side: Side;
  readonly onInset: (inset: Inset) => void;
  /** Whether the focus was in what has opened it. */
  readonly handed: RefObject<boolean>;
}

const sizes = {
  bottom: { preference: "dockHeight", usual: 420, min: 160 },
  right: { preference: "dockWidth", usual: 520, min: 280 },
} as const;
// What stays of the page, at least.
const restPx = { bottom: 48, right: 110 } as const;

/** The panel at an edge of the page, as large as it was left. */
export function Dock({ panel, side, onInset, handed }: DockProps) {
  const element = useRef<HTMLDivElement>(null);
  useStore(panel.preferences);
  const { preference, usual, min } = sizes[side];
  const room = useSyncExternalStore(onResize, () => (side === "bottom" ? window.innerHeight : window.innerWidth));
  const max = Math.max(min, room - restPx[side]);
  // Beside a narrow page it takes half of the window, until somebody says otherwise.
  const atFirst = side === "right" ? Math.max(min, Math.min(usual, Math.round(room / 2))) : usual;
  const size = Math.min(max, panel.preferences.get(preference, isNumber, atFirst));
  useInset(element, side, onInset);
  useHandedFocus(element, handed);
  return (
    <div ref={element} className="deck dock" data-side={side} style={side === "bottom" ? { height: size } : { width: size }}>
      <ResizeHandle side={side} size={size} min={min} max={max} onSize={(next) => panel.preferences.set(preference, next)} />
      <div className="dock-body">
        <LaterPanel panel={panel} controls={<DockControls panel={panel} />} />
      </div>
    </div>
  );
}

function onResize(changed: () => void): () => void {
  window.addEventListener("resize", changed);
  return () => window.removeEventListener("resize", changed);
}

/** Tells how much of the page is covered, as it changes: also when the window gets smaller than the dock would like to be. */
function useInset(element: RefObject<HTMLElement | null>, side: Side, onInset: (inset: Inset) => void): void {
  useLayoutEffect(() => {
    const dock = element.current;
    if (!dock) return;
    const tell = () => {
      const { width, height } = dock.getBoundingClientRect();
      onInset(side === "bottom" ? { bottom: height, right: 0 } : { bottom: 0, right: width });
    };
    tell();
    const observer = new ResizeObserver(tell);
    observer.observe(dock);
    return () => {
      observer.disconnect();
      onInset({ bottom: 0, right: 0 });
    };
  }, [element, side, onInset]);
}
