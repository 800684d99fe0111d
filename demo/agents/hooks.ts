import { createBusHooks } from "eventdeck/react";
import type { AgentBus } from "./definitions.ts";

/** The hooks of `eventdeck/react`, typed by the events of the console. */
export const { useEmit, useProjection, useTimeTravel } = createBusHooks<AgentBus>();
