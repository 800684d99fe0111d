import type { Explanation, Listener, Target } from "../../target/index.ts";

/** What the bus says of its listeners now. */
export interface Asked {
  readonly listeners: readonly Listener[];
  readonly explanations: readonly Explanation[];
}

/** Asks who listens now, and who would get the event at a position. Rejects when the bus is out of reach. */
export async function askNow({ listeners }: Pick<Target, "listeners">, position: number): Promise<Asked> {
  const [known, explanations] = await Promise.all([listeners.list(), listeners.explain([position], false)]);
  return { listeners: known, explanations };
}
