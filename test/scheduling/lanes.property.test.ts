import { type HandlerContext, LaneOverflowError, type LaneOptions, type Subscription } from "eventdeck";
import * as fc from "../fast-check.ts";
import { describe, expect, it } from "vitest";
import { type Action, NaiveLanes, type Plan } from "./lanes-model.ts";
import { depths, openBus } from "./virtual-bus.ts";

/** Does to a bus what the model does to its lists. */
class PlayedBus {
  readonly log: string[] = [];
  readonly #opened: ReturnType<typeof openBus>;
  readonly #controllers: AbortController[] = [];
  readonly #subscriptions: Subscription[] = [];
  readonly #reacted = new Set<string>();
  #events = 0;

  constructor(lanes: LaneOptions) {
    this.#opened = openBus({ lanes, history: { maxUndelivered: 10_000 } });
    this.#join();
  }
  get undelivered(): string[] {
    return this.#opened.bus.history.undelivered().map(({ event, reason }) => `${event?.type}: ${reason}`);
  }
  depths() {
    return depths(this.#opened.bus);
  }
  get failures(): readonly unknown[] {
    return this.#opened.failures;
  }
  async act(action: Action): Promise<void> {
    if (action.do === "wait") await this.#opened.clock.advance();
    else this.#act(action, this.#opened.bus);
  }

  #act(action: Action, publisher: Pick<HandlerContext, "emit" | "emitMany">): void {
    const { bus } = this.#opened;
    switch (action.do) {
      case "emit":
        return this.#try(() => publisher.emit(this.#draft(action.event)));
      case "emitMany": {
        const controller = new AbortController();
        this.#controllers.push(controller);
        const { conflateKey } = action;
        return this.#try(() =>
          publisher.emitMany(
            action.events.map((plan) => this.#draft(plan)),
            { signal: controller.signal, conflateKey },
          ),
        );
      }
      case "abort":
        return this.#controllers[action.emission]?.abort();
      case "pause":
        return bus.pause();
      case "resume":
        return bus.resume();
      case "step":
        this.log.push(`step: ${bus.step()}`);
        return;
      case "join":
        return this.#join();
      case "leave":
        return this.#subscriptions[action.subscriber]?.unsubscribe();
      case "wait":
        throw new Error("A handler does not wait for the host.");
    }
  }
  #draft(plan: Plan) {
    return { type: `event ${this.#events++}`, topic: "event", input: plan, options: { priority: plan.priority, topic: "event" } };
  }
  #try(publish: () => unknown): void {
    try {
      publish();
    } catch (error) {
      if (!(error instanceof LaneOverflowError)) throw error;
      this.log.push("rejected");
    }
  }
  #join(): void {
    const name = this.#subscriptions.length;
    const subscription = this.#opened.bus.subscribe("event", ({ type, payload }, context) => {
      this.log.push(`${name} heard ${type}`);
      if (this.#reacted.has(type)) return;
      this.#reacted.add(type);
      for (const action of (payload as Plan).reaction) this.#act(action, context);
    });
    this.#subscriptions.push(subscription);
  }
}

const { reaction } = fc.letrec<{ plan: Plan; reaction: Action }>((tie) => ({
  plan: fc.record({
    priority: fc.constantFrom("immediate", "normal", "deferred"),
    reaction: fc.array(tie("reaction"), { maxLength: 3, depthIdentifier: "plan" }),
  }),
  reaction: fc.oneof(
    { depthIdentifier: "plan", maxDepth: 4 },
    fc.record({ do: fc.constantFrom("pause", "resume", "step", "join") }),
    fc.record({ do: fc.constant("leave"), subscriber: fc.nat(3) }),
    fc.record({ do: fc.constant("abort"), emission: fc.nat(6) }),
    { weight: 4, arbitrary: fc.record({ do: fc.constant("emit"), event: tie("plan") }) },
    {
      weight: 4,
      arbitrary: fc.record({
        do: fc.constant("emitMany"),
        events: fc.array(tie("plan"), { maxLength: 4 }),
        conflateKey: fc.constantFrom(undefined, undefined, "k", "l"),
      }),
    },
  ),
}));
const action: fc.Arbitrary<Action> = fc.oneof({ weight: 4, arbitrary: reaction }, { weight: 1, arbitrary: fc.record({ do: fc.constant("wait") }) });

describe("whatever is published, called off, conflated, paused and stepped, in handlers and outside", () => {
  for (const overflow of ["reject", "drop-oldest", "drop-newest"] as const) {
    it(`events are handled in the order of a naive model of the lanes, and are lost for its reasons, under ${overflow}`, async () => {
      const property = fc.asyncProperty(fc.array(action, { maxLength: 12 }), fc.constantFrom(1, 2, 4, 1000), async (actions, capacity) => {
        const model = new NaiveLanes({ capacity, overflow });
        const bus = new PlayedBus({ capacity, overflow });
        for (const step of [...actions, { do: "resume" }, { do: "wait" }] satisfies Action[]) {
          model.act(step);
          await bus.act(step);
          expect(bus.log).toEqual(model.log);
          expect(bus.undelivered).toEqual(model.undelivered);
          expect(bus.depths()).toEqual(model.depths());
        }
        expect(bus.failures).toEqual([]);
      });
      await fc.assert(property, { numRuns: 300 });
    });
  }
});
