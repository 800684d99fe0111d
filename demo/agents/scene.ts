import { createBus } from "eventdeck";
import { createStage } from "../stage.tsx";

// A stand-in until the scene is here: replace this file (and import "../styles/agents.css" in it).
export const AgentsStage = createStage(
  () => {
    const bus = createBus({ source: "agents" });
    return { bus, close: () => bus.close({ drain: false }) };
  },
  () => null,
);
