import { LaterPanel } from "./later-panel.tsx";
import { keepEventsInside } from "./event-guard.ts";
import { followTheme } from "./page-place.tsx";
import type { Setting } from "./setting.ts";
import { createSurface } from "./surface.ts";

/** Fills an element with the panel, or the whole window when it is the body. Returns what takes it away. */
export function placeInTarget(setting: Setting, target: HTMLElement): () => void {
  const owner = target.ownerDocument;
  const view = owner.defaultView ?? window;
  const { panel, frames, styleNonce } = setting;
  const surface = createSurface(owner, { kind: target === owner.body ? "whole" : "fill", styleNonce });
  target.append(surface.host);
  const guard = keepEventsInside(surface.host, view);
  frames.moveTo(view);
  const showOrHide = () => {
    surface.host.dataset["open"] = String(panel.state.open);
  };
  showOrHide();
  const leave = [panel.subscribe(showOrHide), followTheme(setting, surface.setTheme), guard];
  surface.render(<LaterPanel panel={panel} />);
  return () => {
    for (const end of leave) end();
    surface.remove();
  };
}
