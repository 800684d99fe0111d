import { useEffect, useState } from "react";
import type { Audience, DeckModel, ReplayDeckState } from "../model/index.ts";
import { count, counted } from "./numbers.ts";
import { useStore } from "./use-store.ts";

interface ReplayNoteProps {
  readonly model: DeckModel;
  readonly state: ReplayDeckState;
}

/** One line under the deck: before it starts, who will hear the replay; afterwards, how it went. */
export function ReplayNote({ model, state }: ReplayNoteProps) {
  const { text, progress } = useStore(model.events);
  // Asked at once for another filter, and when it has been through.
  const audience = useAudience(model, state.status === "idle" && progress === 1 ? text : undefined);
  return (
    <div className="replay-note" role="status">
      {state.status === "idle" ? beforeText(model, audience) : runningText(state)}
    </div>
  );
}

function beforeText(model: DeckModel, audience: Audience | undefined): string {
  const { matching, total } = model.events.state;
  if (matching === 0) return total === 0 ? "Nothing recorded to replay yet" : "Nothing matches the filter, so there is nothing to replay";
  if (!audience) return "";
  const events = `Replays ${counted(matching, "event")}`;
  if (audience.hear.length === 0) return `${events}; nobody will hear them`;
  return `${events} to ${counted(audience.hear.length, "listener")}: ${audience.hear.slice(0, 5).join(", ")}${audience.hear.length > 5 ? " …" : ""}`;
}

function runningText({ status, scope, position, total, report }: ReplayDeckState): string {
  const which = scope === "" ? "all events" : scope;
  const done = `${counted(report.delivered, "delivery", "deliveries")}${report.failed === 0 ? "" : `, ${count(report.failed)} failed`}`;
  const suppressed = report.suppressed === 0 ? "" : `${counted(report.suppressed, "consequence")} suppressed`;
  const heads = { playing: "Replaying", paused: "Paused in", finished: "Replayed", stopped: "Stopped in", idle: "" } as const;
  return [`${heads[status]} ${which}${status === "finished" ? ` (${count(total)})` : `, at #${position}`}: ${done}`, report.error, suppressed]
    .filter(Boolean)
    .join("; ");
}

// Asked once a second at most: the answer changes with who subscribes, not with every event of a flood.
function useAudience(model: DeckModel, filter: string | undefined): Audience | undefined {
  const [audience, setAudience] = useState<Audience>();
  useEffect(() => {
    if (filter === undefined) return;
    let asked = "";
    const ask = () => {
      const { rows } = model.events.state;
      const question = `${model.bus.history.lastPosition} ${rows.count} ${model.bus.subscriptions().length} ${filter}`;
      if (question === asked) return;
      asked = question;
      setAudience(model.replay.audience(newestEntries(model)));
    };
    ask();
    const timer = setInterval(ask, 1_000);
    return () => clearInterval(timer);
  }, [model, filter]);
  return audience;
}

function* newestEntries(model: DeckModel) {
  const { rows } = model.events.state;
  for (let row = rows.count - 1; row >= 0; row -= 1) {
    const position = rows.positionAt(row);
    const entry = position === undefined ? undefined : model.events.entry(position);
    if (entry) yield entry;
  }
}
