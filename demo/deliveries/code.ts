import type { SourceFile } from "../scene.ts";
import carriers from "./carriers.ts?raw";
import definitions from "./definitions.ts?raw";
import parcels from "./parcels.ts?raw";
import scenario from "./scenario.ts?raw";

export const files: readonly SourceFile[] = [
  { name: "scenario.ts", text: scenario },
  { name: "definitions.ts", text: definitions },
  { name: "carriers.ts", text: carriers },
  { name: "parcels.ts", text: parcels },
];
