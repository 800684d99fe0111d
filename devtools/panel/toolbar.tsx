import type { ReactNode } from "react";
import type { View } from "../model/index.ts";
import { BusPicker } from "./bus-picker.tsx";
import { ComposeButton } from "./compose/compose-button.tsx";
import { FilterBar } from "./list/filter-bar.tsx";
import { icons } from "./icons.tsx";
import { usePanel } from "./panel-context.ts";
import { PanelMenu } from "./panel-menu.tsx";
import { useStore } from "./use-store.ts";

interface ToolbarProps {
  /** Of the frame around the panel. */
  readonly controls: ReactNode;
}

/** One line: what is recorded, which bus, which view, the filter, and the panel's own menu. */
export function Toolbar({ controls }: ToolbarProps) {
  const { panel } = usePanel();
  const { view } = useStore(panel);
  return (
    <div className="bar">
      <Recording />
      <BusPicker panel={panel} />
      <Views />
      {view === "events" ? <FilterBar /> : <span className="grow" />}
      <div className="bar-end">
        <ComposeButton />
        <PanelMenu />
        {controls}
      </div>
    </div>
  );
}

function Recording() {
  const { deck, panel } = usePanel();
  const recording = useStore(deck.recording);
  const { total } = useStore(deck.events);
  return (
    <>
      <button
        type="button"
        className="icon-button record"
        aria-pressed={recording}
        aria-label="Record"
        title={recording ? "Stop recording (Ctrl+E)" : "Record (Ctrl+E)"}
        onClick={() => deck.record(!recording)}
      >
        {icons.record}
      </button>
      <button
        type="button"
        className="icon-button"
        disabled={total === 0}
        aria-label="Clear history"
        title="Clear the history (Ctrl+L)"
        onClick={() => panel.clear()}
      >
        {icons.clear}
      </button>
    </>
  );
}

interface ViewTab {
  readonly view: View;
  readonly name: string;
  /** Appears once the application uses what it shows. */
  readonly once?: "queues" | "links";
}

const views: readonly ViewTab[] = [
  { view: "events", name: "Events" },
  { view: "listeners", name: "Listeners" },
  { view: "queues", name: "Queues", once: "queues" },
  { view: "links", name: "Links", once: "links" },
  { view: "health", name: "Health" },
];

function Views() {
  const { deck, panel } = usePanel();
  const { view } = useStore(panel);
  const status = useStore(deck.target.status);
  // The one that stands open keeps its tab, so that there is a way to see where one is.
  const shown = views.filter(({ view: each, once }) => each === view || once === undefined || status[once]);
  return (
    <nav className="views" aria-label="Views">
      {shown.map((each) => (
        <button key={each.view} type="button" className="tab" aria-current={each.view === view ? "page" : undefined} onClick={() => panel.go(each.view)}>
          {each.name}
        </button>
      ))}
    </nav>
  );
}
