import { useEffect, useEffectEvent, useLayoutEffect, useState, type ComponentType } from "react";
import { registerBus } from "eventdeck/devtools/production";
import { exposeBus } from "eventdeck/testing";
import type { Scenario } from "./scene.ts";

export interface StageProps {
  /** The scene has been loaded and drawn. */
  readonly onShown: () => void;
  /** What the panel calls its bus. */
  readonly name: string;
}

interface PageProps<Opened> {
  readonly scenario: Opened;
  /** Closes the scenario and opens it again. */
  readonly onRestart: () => void;
}

/**
 * A scene, whose bus the panel knows while it is shown.
 *
 * @param open - Called when the scene appears, and with `true` when it is started over; what it returns is closed when the scene goes.
 * @param Page - What the visitor sees of it.
 */
export function createStage<Opened extends Scenario>(open: (again: boolean) => Opened, Page: ComponentType<PageProps<Opened>>): ComponentType<StageProps> {
  return function Stage({ onShown, name }) {
    const [scenario, restart] = useScenario(open, name);
    const shown = useEffectEvent(onShown);
    useEffect(() => shown(), []);
    return <div className="scene">{scenario && <Page scenario={scenario} onRestart={restart} />}</div>;
  };
}

/** A scenario that lives as long as its stage: opened when the stage appears, closed when it goes; and what starts it over. */
function useScenario<Opened extends Scenario>(open: (again: boolean) => Opened, name: string): readonly [Opened | undefined, () => void] {
  const [scenario, setScenario] = useState<Opened>();
  const [run, setRun] = useState(0);
  useLayoutEffect(() => {
    const opened = open(run > 0);
    // oxlint-disable-next-line react/set-state-in-effect -- what an effect opens it also closes, and strict mode runs both twice
    setScenario(opened);
    // What the end-to-end tests take hold of.
    const unexpose = exposeBus(opened.bus);
    const unregister = registerBus(opened.bus, name);
    return () => {
      unregister();
      unexpose();
      void opened.close();
    };
  }, [open, name, run]);
  return [scenario, () => setRun((before) => before + 1)];
}
