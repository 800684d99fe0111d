import { useImperativeHandle, useLayoutEffect, useRef, useState } from "react";
import { FilterBox } from "./filter-box.tsx";
import { FilterChips } from "./filter-chips.tsx";
import { icons } from "../icons.tsx";
import { usePanel } from "../panel-context.ts";
import { useStore } from "../use-store.ts";

/** The filter, with what is around it. In a narrow panel it stands behind an icon. */
export function FilterBar() {
  const { deck, filter, focusList } = usePanel();
  const { text, pressed } = useStore(deck.events);
  const [open, setOpen] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const wanted = useRef(false);
  const focus = () => {
    input.current?.focus();
    if (hasFocus(input.current)) return;
    // Behind its icon it cannot take the focus before it is shown.
    wanted.current = true;
    setOpen(true);
  };
  useImperativeHandle(filter, () => ({ focus }));
  useLayoutEffect(() => {
    if (open && wanted.current) input.current?.focus();
    wanted.current = false;
  }, [open]);
  return (
    <div className="filter-bar" data-open={open}>
      <button
        type="button"
        className="icon-button filter-toggle"
        aria-expanded={open}
        aria-pressed={text !== "" || pressed.length > 0}
        aria-label="Filter"
        title="Filter (/)"
        onClick={() => (open ? setOpen(false) : focus())}
      >
        {icons.search}
      </button>
      <div className="filter-parts">
        <FilterBox input={input} onLeave={focusList} />
        <FilterChips />
      </div>
    </div>
  );
}

function hasFocus(field: HTMLInputElement | null): boolean {
  const root = field?.getRootNode();
  return root !== undefined && "activeElement" in root && root.activeElement === field;
}
