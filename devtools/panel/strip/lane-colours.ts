import type { StripState } from "../../model/strip/strip-state.ts";
import type { StripColours } from "./strip-colours.tsx";

type Name = keyof StripColours;

const ofPriorities: readonly Name[] = ["lane-immediate", "lane-normal", "lane-deferred"];
/** This bus, others in the order in which they were met, and all that are left over. */
const ofContexts: readonly Name[] = ["lane-normal", "string", "number", "other", "lane-immediate", "wait", "muted", "lane-deferred"];

/** The name of a lane's colour in the style sheet. */
export function laneColour({ byContext }: Pick<StripState, "byContext">, lane: number): Name {
  return (byContext ? ofContexts : ofPriorities)[lane] ?? "lane-normal";
}
