import { useEffect, useState } from "react";
import { filterTerm } from "../../model/index.ts";
import { usePanel } from "../panel-context.ts";

/** Leads to an event in the list, as long as history has it. @param name what it is called where the link stands */
export function EventLink({ id, name }: { readonly id: string; readonly name: string }) {
  const { deck, panel } = usePanel();
  const [position, setPosition] = useState<number | "asking" | "none">("asking");
  const { events } = deck.target;
  useEffect(() => {
    let wanted = true;
    const take = (found: number | undefined) => wanted && setPosition(found ?? "none");
    events.find(id).then(take, () => take(undefined));
    return () => {
      wanted = false;
    };
  }, [events, id]);
  if (position === "asking") return null;
  if (position === "none") return <span className="muted">{name} (not in history)</span>;
  return (
    <button type="button" className="link" onClick={() => void panel.show({ position })}>
      {name}, #{position}
    </button>
  );
}

/** Leads to all that happened around an event: what caused it, that it died, and what came of it when it was put back. */
export function StoryLink({ correlationId }: { readonly correlationId: string }) {
  const { deck, panel } = usePanel();
  const show = () => {
    panel.go("events");
    deck.events.filter(filterTerm("correlation", correlationId));
  };
  return (
    <button type="button" className="link" onClick={show}>
      Its whole story
    </button>
  );
}
