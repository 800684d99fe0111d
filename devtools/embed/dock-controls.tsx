import type { PanelModel } from "../model/index.ts";
import { frameIcons } from "./frame-icons.tsx";
import { useStore } from "../panel/use-store.ts";

/** Docking, a window of its own, closing: for the right end of the panel's bar. */
export function DockControls({ panel }: { readonly panel: PanelModel }) {
  const { dock } = useStore(panel);
  const choice = (to: typeof dock, name: string) => (
    <button type="button" className="icon-button" aria-label={name} title={name} aria-pressed={dock === to} onClick={() => panel.setDock(to)}>
      {frameIcons[to]}
    </button>
  );
  return (
    <div className="controls" role="group" aria-label="Where the panel is">
      {choice("bottom", "Dock at the bottom")}
      {choice("right", "Dock at the right")}
      {choice("window", "In a window of its own")}
      <button type="button" className="icon-button" aria-label="Close the panel" title="Close the panel" onClick={() => panel.close()}>
        {frameIcons.close}
      </button>
    </div>
  );
}
