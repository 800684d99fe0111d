import type { SourceFile } from "../scene.ts";
import board from "./board.ts?raw";
import definitions from "./definitions.ts?raw";
import dispatcher from "./dispatcher.ts?raw";
import pacedClock from "./paced-clock.ts?raw";
import planner from "./planner.ts?raw";
import run from "./run.ts?raw";
import scenario from "./scenario.ts?raw";
import watchdog from "./watchdog.ts?raw";
import worker from "./worker.ts?raw";

export const files: readonly SourceFile[] = [
  { name: "scenario.ts", text: scenario },
  { name: "worker.ts", text: worker },
  { name: "watchdog.ts", text: watchdog },
  { name: "dispatcher.ts", text: dispatcher },
  { name: "planner.ts", text: planner },
  { name: "run.ts", text: run },
  { name: "board.ts", text: board },
  { name: "definitions.ts", text: definitions },
  { name: "paced-clock.ts", text: pacedClock },
];
