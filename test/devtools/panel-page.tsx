import { createRoot } from "react-dom/client";
import { onTestFinished } from "vitest";
import { page } from "vitest/browser";
import type { Bus } from "eventdeck";
import { createDeck, PanelModel, type View } from "../../devtools/model/index.ts";
import { Panel } from "../../devtools/panel/panel.tsx";
import { Store, type Target } from "../../devtools/target/index.ts";
import { ShadowHost } from "./shadow-host.tsx";

export interface PanelSize {
  readonly width: number;
  readonly height: number;
}

/** The panel on a target, at the page's top left; it, the target and its bus are closed when the test has ended. */
export async function showPanel(bus: Bus, target: Target, { width, height }: PanelSize, view: View = "events"): Promise<PanelModel> {
  // What lies outside of the window cannot be clicked.
  await page.viewport(1_280, 720);
  const panel = new PanelModel({ createDeck, targets: new Store<readonly Target[]>([target]), initiallyOpen: true, theme: "light" });
  panel.go(view);
  const place = document.createElement("div");
  Object.assign(place.style, { position: "fixed", top: "0", left: "0", width: `${width}px`, height: `${height}px` });
  document.body.append(place);
  const root = createRoot(place);
  root.render(
    <ShadowHost theme="light">
      <Panel panel={panel} />
    </ShadowHost>,
  );
  onTestFinished(async () => {
    root.unmount();
    place.remove();
    panel.dispose();
    target.close();
    await bus.close({ drain: false });
  });
  return panel;
}
