import type { Bus } from "../bus/index.ts";
import type { EventKind } from "../event/index.ts";
import { expectationOf } from "./expectation.ts";
import { runnerOf } from "./runner.ts";
import { type MatcherResult, toHaveEmitted } from "./to-have-emitted.ts";
import { toHaveEmittedInOrder } from "./to-have-emitted-in-order.ts";

/** A part of a payload: members may be left out at every level. `expect.any(…)` and its like fit everywhere. */
export type PartOf<Payload> = Payload extends readonly (infer Element)[]
  ? readonly PartOf<Element>[]
  : Payload extends Date | ReadonlyMap<unknown, unknown> | ReadonlySet<unknown>
    ? Payload
    : Payload extends object
      ? { readonly [Key in keyof Payload]?: PartOf<Payload[Key]> }
      : Payload;

/**
 * The types of `busMatchers`, for the interface that a test runner's `expect` is extended by.
 *
 * @example
 * import type { BusMatchers } from "eventdeck/testing";
 *
 * declare module "vitest" {
 *   interface Matchers<T> extends BusMatchers<T> {}
 * }
 */
export interface BusMatchers<Result = void> {
  /**
   * The bus has recorded such an event. Members of the payload that are not named may be anything; `expect.any(…)`, `expect.objectContaining(…)` and their
   * like work inside it.
   *
   * @param kind - A definition, or a topic pattern.
   * @param payload - A part of the payload; any payload does without it.
   */
  toHaveEmitted<Payload>(kind: EventKind<string, Payload> | string, payload?: PartOf<Payload>): Result;
  /**
   * The bus has recorded these events, each after the one before it; there may be others in between.
   *
   * @param kinds - Definitions or topic patterns, each alone or with a part of its payload.
   */
  toHaveEmittedInOrder(kinds: readonly (EventKind | string | readonly [kind: EventKind | string, payload: unknown])[]): Result;
}

/**
 * Matchers of a bus, for the `expect.extend` of Vitest, Jest and Playwright. They look into its history: what is still waiting in a lane has not been emitted
 * to anybody, and is named in the message.
 *
 * @example
 * expect.extend(busMatchers);
 *
 * bus.emit(itemAdded({ sku: "A-1", count: 2 }));
 * await bus.flush();
 * expect(bus).toHaveEmitted(itemAdded, { sku: "A-1" });
 * expect(bus).toHaveEmittedInOrder([cartOpened, [itemAdded, { count: expect.any(Number) }]]);
 */
export const busMatchers = {
  toHaveEmitted(this: unknown, bus: Bus, kind: EventKind | string, payload?: unknown): MatcherResult {
    const runner = runnerOf(this);
    return toHaveEmitted(requireBus("toHaveEmitted", bus), expectationOf(kind, payload, runner.equal), runner);
  },
  toHaveEmittedInOrder(this: unknown, bus: Bus, kinds: readonly (EventKind | string | readonly [kind: EventKind | string, payload: unknown])[]): MatcherResult {
    const runner = runnerOf(this);
    const expectations = kinds.map((step) => {
      const [kind, payload] = isPair(step) ? step : [step, undefined];
      return expectationOf(kind, payload, runner.equal);
    });
    return toHaveEmittedInOrder(requireBus("toHaveEmittedInOrder", bus), expectations, runner);
  },
};

function isPair(step: unknown): step is readonly [kind: EventKind | string, payload: unknown] {
  return Array.isArray(step);
}
function requireBus(matcher: string, bus: Bus): Bus {
  const history: unknown = typeof bus === "object" && bus !== null ? bus.history : undefined;
  if (history === undefined) throw new TypeError(`${matcher} takes a bus: write expect(bus).${matcher}(…).`);
  return bus;
}
