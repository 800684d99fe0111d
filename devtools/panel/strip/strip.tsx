import { useEffect, useMemo } from "react";
import { isAttemptPlace } from "../../model/list/attempts.ts";
import { isFlag } from "../../model/index.ts";
import { filterWithin } from "../../model/strip/strip-filter.ts";
import { lettersOn } from "../keys.ts";
import { usePanel } from "../panel-context.ts";
import type { StripMarks } from "./strip-picture.ts";
import type { Playhead, ScrubTo } from "./strip-playhead.tsx";
import { StripView } from "./strip-view.tsx";
import { useStore } from "../use-store.ts";

/** The strip of the chosen bus. */
export function Strip() {
  const { panel, deck } = usePanel();
  const { preferences } = panel;
  useStore(preferences);
  const { cursor } = useStore(deck.events);
  const pinned = useStore(deck.events.pins);
  // An attempt has a place between two positions, and none on the strip's scale.
  const selected = cursor === undefined || isAttemptPlace(cursor) ? undefined : cursor;
  const { mode, playhead } = useStore(deck.replay);
  const collapseIdle = preferences.get("collapseIdle", isFlag, false);
  const byContext = preferences.get("stripByContext", isFlag, true);
  useEffect(() => deck.strip.collapseIdle(collapseIdle), [deck, collapseIdle]);
  useEffect(() => deck.strip.groupByContext(byContext), [deck, byContext]);
  useEffect(() => (selected === undefined ? undefined : deck.strip.reveal(selected)), [deck, selected]);
  const marks = useMemo<StripMarks>(() => ({ selected, pins: pinned.map(({ position }) => position) }), [selected, pinned]);
  const time: Playhead = playhead === undefined ? { at: "live", mode: "live" } : { at: playhead, mode };
  const onScrub = (to: ScrubTo) => {
    if (to !== "live") deck.replay.seek(to);
    else if (mode === "look") deck.replay.toEnd();
  };
  return (
    <StripView
      strip={deck.strip}
      expanded={preferences.get("stripExpanded", isFlag, false)}
      marks={marks}
      playhead={time}
      letters={lettersOn({ panel })}
      onSelect={(position, how) => (how === "click" ? deck.events.open(position) : deck.events.moveTo(position))}
      onOpen={(position) => deck.events.open(position)}
      onAttempt={(attempt) => deck.events.openAttempt(attempt)}
      onScrub={onScrub}
      onOnly={(span) => deck.events.filter(filterWithin(deck.events.state.text, span))}
      onExpand={(on) => preferences.set("stripExpanded", on)}
      onCollapseIdle={(on) => preferences.set("collapseIdle", on)}
      onByContext={(on) => preferences.set("stripByContext", on)}
    />
  );
}
