import type { SourceFile } from "../scene.ts";
import board from "./board.ts?raw";
import checks from "./checks.ts?raw";
import definitions from "./definitions.ts?raw";
import family from "./family.ts?raw";
import scenario from "./scenario.ts?raw";
import tally from "./tally.ts?raw";
import webhooks from "./webhooks.ts?raw";

export const files: readonly SourceFile[] = [
  { name: "scenario.ts", text: scenario },
  { name: "definitions.ts", text: definitions },
  { name: "family.ts", text: family },
  { name: "webhooks.ts", text: webhooks },
  { name: "board.ts", text: board },
  { name: "checks.ts", text: checks },
  { name: "tally.ts", text: tally },
];
