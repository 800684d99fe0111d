import { useEffect, useState } from "react";
import type { BusEvent, HistoryEntry } from "eventdeck";
import { type DeckModel, isNumber, type StoryState, storyOf } from "../../model/index.ts";
import { count } from "../numbers.ts";
import { usePanel } from "../panel-context.ts";
import { EditedRedrives } from "../queues/edited-redrives.tsx";
import { EmitStack } from "./stack-emit.tsx";
import { useStore } from "../use-store.ts";
import { WhyBar } from "./why-bar.tsx";
import { WhyRows } from "./why-rows.tsx";

export interface WhyProps {
  readonly deck: DeckModel;
  readonly entry: HistoryEntry;
}

/** Per cent of the width that the names have. */
const namesWidth = 46;

// Components below are handed models and not what these hold: React's development build compares all that is in a property, which takes seconds for 20,000 rows.
/** Why an event happened and what came of it: the tree from the first cause to all consequences, and in the same rows when each waited and ran. */
export function Why({ deck, entry }: WhyProps) {
  const story = storyOf(deck);
  const { panel } = usePanel();
  const state = useStore(story);
  const [names, setNames] = useState(() => panel.preferences.get("whyNames", isNumber, namesWidth));
  useEffect(() => story.watch(), [story]);
  useEffect(() => story.show(entry), [story, entry]);
  const resize = (width: number) => {
    setNames(width);
    panel.preferences.set("whyNames", width);
  };
  return (
    <div className="why">
      <WhyBar deck={deck} />
      <WhyRows deck={deck} names={names} onNames={resize} />
      <EmitStack deck={deck} entry={entry} />
      <Redriven deck={deck} entry={entry} />
      <p className="why-note" role="status">
        {noteOf(state)}
      </p>
    </div>
  );
}

/** Of an event that died in a queue, or a notice of one: what was put back in its place. */
function Redriven({ deck, entry: { event } }: WhyProps) {
  const { queues } = useStore(deck.target.status);
  return queues ? <EditedRedrives id={aboutOf(event)} label="Edited redrives" beside /> : null;
}

function aboutOf({ id, type, payload }: BusEvent): string {
  const isNotice = type === "system.dead_letter" || type === "system.redriven";
  return isNotice && typeof payload === "object" && payload !== null && "eventId" in payload ? String(payload.eventId) : id;
}

function noteOf({ progress, cut, waterfall }: StoryState): string {
  if (cut) return `The first ${count(waterfall.rows.length)} events of this story are shown; there are more.`;
  if (progress < 1) return `Looking through history: ${Math.floor(progress * 100)} %`;
  return "";
}
