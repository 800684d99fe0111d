import { type Bus, describeSelector, type Selector } from "eventdeck";
import type { ConnectionRecord } from "eventdeck/transport";
import type { Link, LinksDomain } from "../domains/links.ts";
import { knownOf } from "./known.ts";

const mostOpen = 200;
const mostPeers = 100;
/** Of a name or a selector. */
const mostCharacters = 1_000;

/** The links of a bus of this page. */
export function createLinksDomain(bus: Bus): LinksDomain {
  const known = () => knownOf(bus, "connections")?.connections ?? [];
  const find = (id: number) => known().find((record) => record.id === id);
  return {
    async list() {
      let open = 0;
      return known().flatMap((record) => {
        if (record.connection) open += 1;
        return record.connection && open > mostOpen ? [] : linkOf(record);
      });
    },
    faults: async (id) => find(id)?.faults.map((fault) => ({ ...fault })) ?? [],
    async close(id) {
      const connection = find(id)?.connection;
      await connection?.close();
      return connection !== undefined;
    },
  };
}

function linkOf({ id, name, kind, since, openedAt, publish, subscribe, maxBacklog, faultCount, connection, ended }: ConnectionRecord): Link[] {
  const about = connection ? { stats: connection.stats, backlog: connection.backlog, health: connection.health() } : ended;
  // One of the two is always there; a page's own older copy may know it otherwise.
  if (!about) return [];
  const peers = connection?.peerBuses ?? [];
  return [
    {
      id,
      name: name.slice(0, mostCharacters),
      kind,
      state: connection?.state ?? "closed",
      since,
      openedAt,
      peers: peers.slice(0, mostPeers),
      peerCount: peers.length,
      clocks: connection?.clocks.slice(0, mostPeers) ?? [],
      publish: textOf(publish),
      subscribe: textOf(subscribe),
      stats: { ...about.stats },
      backlog: about.backlog,
      maxBacklog,
      health: about.health,
      faultCount,
    },
  ];
}

function textOf(selector: Selector | false): string | undefined {
  return selector === false ? undefined : describeSelector(selector).slice(0, mostCharacters);
}
