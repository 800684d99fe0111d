import type { Bus } from "eventdeck";
import type { Domains, TargetRecord } from "../target.ts";
import { createComposeDomain } from "./compose.ts";
import { createLinksDomain } from "./links.ts";
import { createListenersDomain } from "./listeners.ts";
import { createQueuesDomain } from "./queues.ts";
import { createReplaysDomain } from "./replays.ts";
import { createSitesDomain } from "./sites.ts";

/** Groups of commands that are used by what is opened seldom. */
export interface SeldomDomains extends Pick<Domains, "compose" | "links" | "listeners" | "queues" | "replays" | "sites"> {
  readonly close: () => void;
}

/** Makes them. @param tell - is told how replays go */
export function createSeldomDomains(bus: Bus, tell: (record: TargetRecord) => void): SeldomDomains {
  const replays = createReplaysDomain(bus, tell);
  const sites = createSitesDomain(bus);
  return {
    compose: createComposeDomain(bus),
    links: createLinksDomain(bus),
    listeners: createListenersDomain(bus, (stack) => sites.map(stack)),
    queues: createQueuesDomain(bus),
    replays,
    sites,
    close: replays.close,
  };
}
