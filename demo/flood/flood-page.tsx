import { useEffect, useRef, useState } from "react";
import { Controls } from "./controls.tsx";
import { FrameMeter } from "./frame-meter.ts";
import { FrameStrip } from "./frame-strip.tsx";
import { Gauges } from "./gauges.tsx";
import { LaneMeters } from "./lane-meters.tsx";
import { emptyReadings, readingsOf, type Readings } from "./readings.ts";
import type { FloodScenario } from "./scenario.ts";

const readEveryMs = 250;

/** Up to 20,000 events a second, and whether the page still draws every frame. */
export function FloodPage({ scenario }: { readonly scenario: FloodScenario }) {
  const [running, setRunning] = useState(false);
  const [readings, setReadings] = useState<Readings>(emptyReadings);
  const [meter] = useState(() => new FrameMeter());
  const draw = useRef<() => void>(undefined);
  useEffect(() => meter.start(() => draw.current?.()), [meter]);
  useEffect(() => {
    const timer = setInterval(() => setReadings((before) => readingsOf(scenario, meter, before)), readEveryMs);
    return () => clearInterval(timer);
  }, [scenario, meter]);
  const toggle = () => {
    if (running) scenario.producer.stop();
    else {
      meter.reset();
      scenario.producer.start();
    }
    setRunning(!running);
  };
  return (
    <>
      <header className="scene-head">
        <h1>Flood</h1>
        <p>Three lanes share the page with everything else on it. Turn it up to 20,000 events a second and keep scrolling, filtering and opening events.</p>
      </header>
      <Controls scenario={scenario} running={running} onToggle={toggle} />
      <Gauges readings={readings} />
      <FrameStrip meter={meter} draw={draw} />
      <LaneMeters lanes={readings.lanes} />
    </>
  );
}
