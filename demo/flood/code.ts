import type { SourceFile } from "../scene.ts";
import definitions from "./definitions.ts?raw";
import producer from "./producer.ts?raw";
import readings from "./readings.ts?raw";
import scenario from "./scenario.ts?raw";

export const files: readonly SourceFile[] = [
  { name: "scenario.ts", text: scenario },
  { name: "definitions.ts", text: definitions },
  { name: "producer.ts", text: producer },
  { name: "readings.ts", text: readings },
];
