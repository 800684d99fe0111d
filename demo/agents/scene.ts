import "../styles/agents-board.css";
import "../styles/agents.css";
import { createStage } from "../stage.tsx";
import { AgentsPage } from "./agents-page.tsx";
import { createAgentScenario } from "./scenario.ts";

export const AgentsStage = createStage(createAgentScenario, AgentsPage);
