import { useCallback, useSyncExternalStore } from "react";
import { type PanelModel, visibleText } from "../model/index.ts";
import type { Target } from "../target/index.ts";
import { labelOf, placeOf } from "./bus-labels.ts";
import { LaterBusChoice } from "./later-views.ts";
import { useStore } from "./use-store.ts";

/** Chooses the bus that the panel looks at. A single bus is only named, since there is nothing to choose; in a window of its own it is a choice all the same, to be found where others will be. */
export function BusPicker({ panel }: { readonly panel: PanelModel }) {
  const { targets, dock } = useStore(panel);
  const connections = useConnections(targets);
  const [only] = targets;
  if (!only) return <span className="bus-name muted">no bus</span>;
  if (targets.length > 1 || dock === "window") return <LaterBusChoice panel={panel} connections={connections} />;
  return (
    <span className="bus-name" title={`${labelOf(only)}, ${placeOf(only)}`}>
      <bdi>{visibleText(only.name)}</bdi>
    </span>
  );
}

/** Draws again when a connection is lost or comes back. */
function useConnections(targets: readonly Target[]): string {
  const subscribe = useCallback(
    (changed: () => void) => {
      const leave = targets.map(({ status }) => status.subscribe(changed));
      return () => {
        for (const end of leave) end();
      };
    },
    [targets],
  );
  return useSyncExternalStore(subscribe, () => targets.map(({ status }) => status.state.connection).join(" "));
}
