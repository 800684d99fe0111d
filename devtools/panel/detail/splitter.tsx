import { useRef, useState, type KeyboardEvent, type PointerEvent } from "react";
import { clampShare, type PreferenceStore, rememberedShare, shareAfter } from "../../model/index.ts";
import { useStore } from "../use-store.ts";

/** The share of the first pane in per cent, remembered by a name. @param usual when nothing is remembered */
export function useShare(preferences: PreferenceStore, name: string, usual: number): readonly [share: number, set: (share: number) => void] {
  useStore(preferences);
  return [rememberedShare(preferences, name, usual), (share) => preferences.set(name, share)];
}

interface SplitterProps {
  readonly label: string;
  /** Of the first pane, in per cent. */
  readonly share: number;
  /** What a double click puts it back to. */
  readonly usual: number;
  readonly onShare: (share: number) => void;
  /** Whether the panes stand side by side or one over the other. */
  readonly panes: "beside" | "over";
}

/**
 * The divide between two panes of one parent: dragged, or moved by arrow keys, Home and End; Enter and a double click put it back.
 *
 * @example
 * const [share, setShare] = useShare(panel.preferences, "split.detail", 45);
 * <div style={{ flexBasis: `${share}%` }} /><Splitter label="List and detail" share={share} usual={45} onShare={setShare} panes="beside" /><div className="grow" />
 */
export function Splitter({ label, share, usual, onShare, panes }: SplitterProps) {
  const [dragging, setDragging] = useState(false);
  const element = useRef<HTMLDivElement>(null);
  const onPointerDown = (event: PointerEvent<HTMLDivElement>) => {
    if (event.button !== 0) return;
    // Otherwise the text on both sides would be selected.
    event.preventDefault();
    event.currentTarget.setPointerCapture(event.pointerId);
    event.currentTarget.focus({ preventScroll: true });
    setDragging(true);
  };
  const onPointerMove = (event: PointerEvent<HTMLDivElement>) => {
    const bounds = element.current?.parentElement?.getBoundingClientRect();
    if (!dragging || !bounds) return;
    const part = panes === "beside" ? (event.clientX - bounds.left) / bounds.width : (event.clientY - bounds.top) / bounds.height;
    onShare(clampShare(part * 100));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const next = shareAfter(event.key, share, usual, event.shiftKey);
    if (next === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    onShare(next);
  };
  const end = () => setDragging(false);
  return (
    <div
      ref={element}
      className="splitter"
      role="separator"
      aria-label={label}
      aria-orientation={panes === "beside" ? "vertical" : "horizontal"}
      aria-valuemin={20}
      aria-valuemax={80}
      aria-valuenow={Math.round(share)}
      tabIndex={0}
      data-dragging={dragging}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={end}
      onPointerCancel={end}
      onLostPointerCapture={end}
      onDoubleClick={() => onShare(usual)}
      onKeyDown={onKeyDown}
    />
  );
}
