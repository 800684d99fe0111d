import type { RefObject } from "react";
import type { DeckModel } from "../model/index.ts";
import { FilterBox } from "./filter-box.tsx";
import { icons } from "./icons.tsx";
import { count } from "./numbers.ts";
import { useStore } from "./use-store.ts";

export type Room = "events" | "undelivered";

interface ToolbarProps {
  readonly model: DeckModel;
  readonly room: Room;
  readonly onRoom: (room: Room) => void;
  readonly input: RefObject<HTMLInputElement | null>;
  readonly onLeave: () => void;
}

/** Rooms, filter and clearing. */
export function Toolbar({ model, room, onRoom, input, onLeave }: ToolbarProps) {
  const attempts = useStore(model.undelivered);
  const { total } = useStore(model.events);
  return (
    <div className="bar">
      <div className="tabs" role="tablist" aria-label="Deck">
        <button type="button" role="tab" className="tab" aria-selected={room === "events"} onClick={() => onRoom("events")}>
          Events
        </button>
        <button type="button" role="tab" className="tab" aria-selected={room === "undelivered"} onClick={() => onRoom("undelivered")}>
          Undelivered <span className={attempts.length > 0 ? "badge bad" : "badge"}>{count(attempts.length)}</span>
        </button>
      </div>
      {room === "events" ? <FilterBox events={model.events} input={input} onLeave={onLeave} /> : <span className="grow" />}
      {room === "events" && <Chips model={model} />}
      <button
        type="button"
        className="icon-button"
        disabled={total === 0 && attempts.length === 0}
        onClick={() => model.events.clear()}
        aria-label="Clear history"
        title="Clear history"
      >
        {icons.clear}
      </button>
    </div>
  );
}

const chips = [
  { text: "is:failed", name: "Failed" },
  { text: "is:unheard", name: "Unheard" },
] as const;

function Chips({ model: { events } }: { readonly model: DeckModel }) {
  const { text } = useStore(events);
  return chips.map((chip) => {
    const on = text === chip.text;
    return (
      <button key={chip.text} type="button" className="chip" aria-pressed={on} onClick={() => events.filter(on ? "" : chip.text)}>
        {chip.name}
      </button>
    );
  });
}
