import type { Bus } from "eventdeck";
import type { TargetRecord } from "../target.ts";
import { laterDomain } from "./later-domain.ts";
import type { SeldomDomains } from "./seldom.ts";

/** The same commands, loaded with the first of them. One that cannot be loaded rejects, and the next tries again. */
export function laterSeldomDomains(bus: Bus, tell: (record: TargetRecord) => void): SeldomDomains {
  let made: SeldomDomains | undefined;
  let closed = false;
  const domains = async (): Promise<SeldomDomains> => {
    // Once: whoever looks asks several times a second, and should not wait for a loader each time.
    if (made === undefined) {
      const { createSeldomDomains } = await import("./seldom.ts");
      if (!closed) made ??= createSeldomDomains(bus, tell);
    }
    if (closed || made === undefined) throw new Error(`The panel has let go of the bus "${bus.source}": open it again.`);
    return made;
  };
  return {
    compose: laterDomain(async () => (await domains()).compose),
    links: laterDomain(async () => (await domains()).links),
    listeners: laterDomain(async () => (await domains()).listeners),
    queues: laterDomain(async () => (await domains()).queues),
    replays: laterDomain(async () => (await domains()).replays),
    sites: laterDomain(async () => (await domains()).sites),
    close() {
      closed = true;
      made?.close();
    },
  };
}
