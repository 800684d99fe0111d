import type { BusEvent } from "../event/index.ts";
import { compileSelector, type Selector } from "../routing/index.ts";
import type { Hub } from "./hub.ts";
import { remembered } from "./remembered.ts";

/** What a bus publishes, as its links are to see it. */
export class Departures {
  readonly #hub: Hub;
  readonly #link: object;
  readonly #ends: (() => void)[] = [];

  constructor(hub: Hub, link: object) {
    this.#hub = hub;
    this.#link = link;
  }

  /** @param closed called when the bus has closed */
  begin(publish: Selector | false, leave: (event: BusEvent, path: readonly string[]) => void, closed: () => void): void {
    const { bus, core, responders } = this.#hub;
    const closing = bus.history.changes$.subscribe({ complete: closed });
    this.#ends.push(() => closing.unsubscribe());
    if (publish === false) return;
    const selects = remembered(compileSelector(publish));
    const carry = (event: BusEvent, seen: BusEvent): void => {
      if (!selects(event.topic, event.type) || responders.crosses(event)) return;
      const { link, path } = this.#hub.arrivalOf(event);
      // As middleware has left it for history: a link sees no more.
      if (link !== this.#link) leave(seen, path);
    };
    core.carriers = [...core.carriers, carry];
    this.#ends.push(() => {
      core.carriers = core.carriers.filter((other) => other !== carry);
    });
  }
  end(): void {
    for (const end of this.#ends.splice(0)) end();
  }
}
