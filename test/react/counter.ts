import { type Bus, defineEvent, payload } from "eventdeck";
import { createProjection, type Projection } from "eventdeck/projection";
import { vi } from "vitest";

export const counted = defineEvent("counted", payload<"a" | "b">(), { priority: "immediate" });

export interface Counts {
  readonly a: number;
  readonly b: number;
}

/** A projection that counts, and how many listen to it. */
export function createCounter(bus: Bus, initial: Counts = { a: 0, b: 0 }, name = "counter") {
  const projection: Projection<Counts> = createProjection(bus, {
    name,
    initial,
    reducers: (on) => on(counted, (draft, { payload: which }) => void draft[which]++),
  });
  const subscribe = projection.subscribe.bind(projection);
  let listening = 0;
  vi.spyOn(projection, "subscribe").mockImplementation((listener) => {
    const stop = subscribe(listener);
    listening++;
    return () => {
      listening--;
      stop();
    };
  });
  return { projection, listening: () => listening };
}
