import { useState, type CSSProperties } from "react";
import type { Priority } from "eventdeck";
import { priorities } from "./definitions.ts";
import type { Mix } from "./producer.ts";
import type { FloodScenario } from "./scenario.ts";

interface ControlsProps {
  readonly scenario: FloodScenario;
  readonly running: boolean;
  readonly onToggle: () => void;
}

const works = [0, 5, 20];

/** How much, in which lanes, and how hard each listener works. */
export function Controls({ scenario, running, onToggle }: ControlsProps) {
  const { producer } = scenario;
  const [rate, setRate] = useState(producer.rate);
  const [mix, setMix] = useState<Mix>(producer.mix);
  const [work, setWork] = useState(scenario.workMicros);
  const changeMix = (priority: Priority, part: number) => {
    producer.mix = { ...mix, [priority]: part };
    setMix(producer.mix);
  };
  return (
    <section className="controls" aria-label="Controls">
      <button type="button" className="action primary big" data-running={running} onClick={onToggle}>
        {running ? "Stop" : "Start"}
      </button>
      <Slider
        name="Rate"
        min={0}
        max={20_000}
        step={500}
        value={rate}
        text={`${rate.toLocaleString("en")} /s`}
        onValue={(value) => setRate((producer.rate = value))}
      />
      <div className="mix" role="group" aria-label="Mix of lanes">
        {priorities.map((priority) => (
          <Slider
            key={priority}
            name={priority}
            min={0}
            max={10}
            step={1}
            value={mix[priority]}
            text={shareOf(mix, priority)}
            onValue={(part) => changeMix(priority, part)}
          />
        ))}
      </div>
      <label className="choice">
        Work per event
        <select value={work} onChange={(event) => setWork((scenario.workMicros = Number(event.target.value)))}>
          {works.map((micros) => (
            <option key={micros} value={micros}>
              {micros === 0 ? "none" : `${micros} µs`}
            </option>
          ))}
        </select>
      </label>
    </section>
  );
}

function shareOf(mix: Mix, priority: Priority): string {
  const parts = priorities.reduce((sum, each) => sum + mix[each], 0);
  return parts === 0 ? "0 %" : `${Math.round((100 * mix[priority]) / parts)} %`;
}

interface SliderProps {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly value: number;
  readonly text: string;
  readonly onValue: (value: number) => void;
}

function Slider({ name, text, onValue, ...range }: SliderProps) {
  const style: CSSProperties = { "--filled": `${((range.value - range.min) / (range.max - range.min)) * 100}%` };
  return (
    <label className="slider">
      <span className="slider-name">{name}</span>
      <input type="range" {...range} style={style} aria-valuetext={text} onChange={(event) => onValue(Number(event.target.value))} />
      <output className="figure">{text}</output>
    </label>
  );
}
