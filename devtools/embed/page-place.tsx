import { useRef } from "react";
import { FaultBoundary } from "../panel/fault-boundary.tsx";
import { useStore } from "../panel/use-store.ts";
import { Dock } from "./dock.tsx";
import { keepEventsInside } from "./event-guard.ts";
import { KeptPlace } from "./kept-place.ts";
import { keepPopoversOpen } from "./light-dismiss.ts";
import type { Setting } from "./setting.ts";
import { createSurface } from "./surface.ts";
import { TopLayer } from "./top-layer.ts";
import { Trigger } from "./trigger.tsx";
import { WindowPlace } from "./window-place.tsx";

/** Puts the panel over the page: a trigger in a corner, a dock at an edge, a window beside it. Returns what takes it away. */
export function placeInPage(setting: Setting, owner: Document): () => void {
  const view = owner.defaultView ?? window;
  const surface = createSurface(owner, { kind: "page", styleNonce: setting.styleNonce });
  surface.host.dataset["slot"] = String(freeSlot(owner, surface.host.localName));
  // Beside `body`: what a library makes of the body and its children (inert, hidden from assistive technology, scrolled, transformed, exchanged) is none of the panel's.
  owner.documentElement.append(surface.host);
  // Before the guard, which lets nobody after it hear of a press in the panel.
  const popovers = keepPopoversOpen(surface.host, view);
  const guard = keepEventsInside(surface.host, view);
  const place = new KeptPlace(surface.host, surface.root);
  const topLayer = new TopLayer(surface.host, place);
  const ownWindow = new WindowPlace(setting, view);
  const leaveTheme = followTheme(setting, surface.setTheme);
  surface.render(<PageFrame setting={setting} ownWindow={ownWindow} />);
  return () => {
    leaveTheme();
    ownWindow.close();
    topLayer.close();
    place.close();
    guard();
    popovers();
    surface.remove();
    setting.onInset({ bottom: 0, right: 0 });
  };
}

/** Where in the corner its trigger is: beside those of other panels on the page. */
function freeSlot(owner: Document, name: string): number {
  const taken = Array.from(owner.querySelectorAll<HTMLElement>(name), ({ dataset }) => dataset["slot"]);
  return [0, 1, 2].find((slot) => !taken.includes(String(slot))) ?? 3;
}

function PageFrame({ setting, ownWindow }: { readonly setting: Setting; readonly ownWindow: WindowPlace }) {
  const { panel, failures, onInset } = setting;
  const { open, dock } = useStore(panel);
  const failed = useStore(failures);
  const handed = useRef(false);
  const inWindow = open && dock === "window";
  if (open && dock !== "window") {
    return (
      <FaultBoundary>
        <Dock panel={panel} side={dock} onInset={onInset} handed={handed} />
      </FaultBoundary>
    );
  }
  return <Trigger panel={panel} failures={failed} inWindow={inWindow} handed={handed} onPress={() => (inWindow ? ownWindow.focus() : panel.open())} />;
}

/** Calls with the chosen theme, now and whenever another is chosen. */
export function followTheme({ panel }: Pick<Setting, "panel">, take: (theme: "light" | "dark" | "system") => void): () => void {
  const follow = () => take(panel.state.theme);
  follow();
  return panel.subscribe(follow);
}
