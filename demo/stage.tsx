import { useEffect, useEffectEvent, useLayoutEffect, useState, type ComponentType, type ReactNode } from "react";
import { EventDeck, type Theme } from "eventdeck/devtools";
import { exposeBus } from "eventdeck/testing";
import type { Scenario } from "./scene.ts";

export interface StageProps {
  readonly theme: Theme;
  /** The scene has been loaded and drawn. */
  readonly onShown: () => void;
  /** Goes between the scene and the deck. */
  readonly children: ReactNode;
}

interface PageProps<Opened> {
  readonly scenario: Opened;
  /** Closes the scenario and opens it again. */
  readonly onRestart: () => void;
}

/**
 * A scene, and the deck that watches its bus.
 *
 * @param open - Called when the scene appears, and with `true` when it is started over; what it returns is closed when the scene goes.
 * @param Page - What the visitor sees of it.
 */
export function createStage<Opened extends Scenario>(open: (again: boolean) => Opened, Page: ComponentType<PageProps<Opened>>): ComponentType<StageProps> {
  return function Stage({ theme, onShown, children }) {
    const [scenario, restart] = useScenario(open);
    const shown = useEffectEvent(onShown);
    useEffect(() => shown(), []);
    return (
      <>
        <div className="scene">{scenario && <Page scenario={scenario} onRestart={restart} />}</div>
        {children}
        <div className="dock">{scenario && <EventDeck bus={scenario.bus} theme={theme} />}</div>
      </>
    );
  };
}

/** A scenario that lives as long as its stage: opened when the stage appears, closed when it goes; and what starts it over. */
function useScenario<Opened extends Scenario>(open: (again: boolean) => Opened): readonly [Opened | undefined, () => void] {
  const [scenario, setScenario] = useState<Opened>();
  const [run, setRun] = useState(0);
  useLayoutEffect(() => {
    const opened = open(run > 0);
    // oxlint-disable-next-line react/set-state-in-effect -- what an effect opens it also closes, and strict mode runs both twice
    setScenario(opened);
    // What the end-to-end tests take hold of.
    const unexpose = exposeBus(opened.bus);
    return () => {
      unexpose();
      void opened.close();
    };
  }, [open, run]);
  return [scenario, () => setRun((before) => before + 1)];
}
