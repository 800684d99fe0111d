import "../styles/flood.css";
import { createStage } from "../stage.tsx";
import { FloodPage } from "./flood-page.tsx";
import { createFloodScenario } from "./scenario.ts";

export const FloodStage = createStage(createFloodScenario, FloodPage);
