import type { Bus } from "eventdeck";
import type { Target } from "../target.ts";
import { createSeldomDomains } from "./seldom.ts";
import { createTarget, type LocalTargetOptions } from "./target.ts";

/** A bus of this page, or of a session file that was read into one, as the panel sees it, with nothing left to load. */
export function createLocalTarget(bus: Bus, options: LocalTargetOptions): Target {
  return createTarget(bus, options, createSeldomDomains);
}
