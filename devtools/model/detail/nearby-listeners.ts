import type { Target } from "../../target/index.ts";
import type { Nearby } from "./verdict.ts";

/** Listeners of what comes nearest to a type that nobody listens to, the nearest first. */
export async function nearbyListeners({ listeners }: Pick<Target, "listeners">, type: string): Promise<readonly Nearby[]> {
  const [coverage, all] = await Promise.all([listeners.coverage(), listeners.list()]);
  const nearest = coverage.find((known) => known.type === type)?.nearest ?? [];
  return nearest.flatMap((selector) => all.filter((listener) => listener.selector === selector).map(({ name }) => ({ name, selector })));
}
