import { useRef, useState } from "react";
import { icons } from "../icons.tsx";
import { LaterSavedList } from "../later-views.ts";

/** The filters that were saved, and those that were used last. */
export function SavedFilters() {
  const [open, setOpen] = useState(false);
  const frame = useRef<HTMLSpanElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const close = (refocus: boolean) => {
    setOpen(false);
    if (refocus) button.current?.focus();
  };
  return (
    <span
      ref={frame}
      className="saved-filters"
      onBlur={(event) => {
        if (open && event.relatedTarget && !frame.current?.contains(event.relatedTarget)) close(false);
      }}
    >
      <button
        ref={button}
        type="button"
        className="icon-button filter-clear"
        aria-haspopup="dialog"
        aria-expanded={open}
        aria-label="Saved filters"
        title="Saved and recent filters"
        onClick={() => setOpen(!open)}
      >
        {icons.expand}
      </button>
      {open && <LaterSavedList onClose={close} />}
    </span>
  );
}
