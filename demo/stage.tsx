import { useLayoutEffect, useState, type ReactNode } from "react";
import type { Bus } from "eventdeck";
import { EventDeck, type Theme } from "eventdeck/devtools";
import { FloodPage } from "./flood/flood-page.tsx";
import { createFloodScenario } from "./flood/scenario.ts";
import { loadWebhooks } from "./github/examples.ts";
import { createWebhookScenario } from "./github/scenario.ts";
import { WebhooksPage } from "./github/webhooks-page.tsx";
import type { Scene } from "./route.ts";

interface StageProps {
  readonly scene: Scene;
  readonly theme: Theme;
}

/** A scene with the deck that watches its bus. */
export function StageOf({ scene, theme }: StageProps) {
  return scene === "webhooks" ? <WebhooksStage theme={theme} /> : <FloodStage theme={theme} />;
}

function WebhooksStage({ theme }: { readonly theme: Theme }) {
  const scenario = useScenario(openWebhooks);
  return (
    <Stage theme={theme} bus={scenario?.bus}>
      {scenario && <WebhooksPage scenario={scenario} />}
    </Stage>
  );
}

function FloodStage({ theme }: { readonly theme: Theme }) {
  const scenario = useScenario(createFloodScenario);
  return (
    <Stage theme={theme} bus={scenario?.bus}>
      {scenario && <FloodPage scenario={scenario} />}
    </Stage>
  );
}

function Stage({ bus, theme, children }: { readonly bus: Bus | undefined; readonly theme: Theme; readonly children: ReactNode }) {
  return (
    <div className="stage">
      <main className="scene">{children}</main>
      <aside className="dock" aria-label="Event deck">
        {bus && <EventDeck bus={bus} theme={theme} />}
      </aside>
    </div>
  );
}

function openWebhooks() {
  return createWebhookScenario(loadWebhooks());
}

/** A scenario that lives as long as its stage: opened when the stage appears, closed when it goes. */
function useScenario<Scenario extends { close(): Promise<void> }>(open: () => Scenario): Scenario | undefined {
  const [scenario, setScenario] = useState<Scenario>();
  useLayoutEffect(() => {
    const opened = open();
    // oxlint-disable-next-line react/set-state-in-effect -- what an effect opens it also closes, and strict mode runs both twice
    setScenario(opened);
    return () => void opened.close();
  }, [open]);
  return scenario;
}
