import { type Bus, coreOf } from "../bus/index.ts";
import { type BusEvent, maxPayloadDepth, maxPayloadValues, seal, SessionFormatError, toPortable } from "../event/index.ts";
import { type Query, writeSession } from "../history/index.ts";
import type { Known } from "../routing/index.ts";
import { Deck, type Member } from "./deck.ts";
import { type Snapshot, snapshotType } from "./snapshot.ts";

/**
 * A session file that begins with what every projection was just before its first event, so that it shows the same states when those are read back whose
 * earlier events history has evicted. `bus.history.import` reads it: projections of the same names take their states over, and one that is made later does
 * too; where there are none, the file is one of events like any other. A bus whose `history.keep` leaves their type out keeps no states, as it keeps none of
 * the other events that it leaves out.
 *
 * Each line is a CloudEvent; the first ones are of the type `eventdeck.projection.snapshot`. Values that JSON has no form for survive, as they do in payloads.
 *
 * @param query which events, as for `history.export`; what they do not tell, the states will lack. @default all that history retains
 * @throws SessionFormatError when a state holds what no file can, or too much; FilterSyntaxError
 *
 * @example
 * const lines = [...exportSession(bus)];
 * await other.history.import(lines);
 */
export function exportSession<K extends Known>(bus: Bus<K>, query: Query = ""): Iterable<string> {
  const core = coreOf(bus);
  const { history } = core;
  const entries = history.query(query);
  const first = entries[0];
  const moment = first ? first.position - 1 : "live";
  const time = first ? first.event.time : core.clock.now();
  const events = entries.map((entry) => entry.event);
  const snapshots = Deck.of(core).members.map((member) =>
    snapshotOf(member, member.stateAt(moment), { id: core.stamper.ids.next(), source: bus.source, time }),
  );
  return writeSession([...snapshots, ...events]);
}

function snapshotOf(member: Member, state: unknown, { id, ...stamp }: Pick<BusEvent, "id" | "source" | "time">): BusEvent {
  const payload: Snapshot = { projection: member.name, state };
  const { loss } = toPortable(payload, { depth: maxPayloadDepth, values: maxPayloadValues });
  if (loss !== undefined)
    throw new SessionFormatError(`The ${member.label} cannot be written to a session file: ${loss}. Keep that out of its state, or export its history alone.`);
  return seal({ ...stamp, id, type: snapshotType, topic: snapshotType, payload, priority: "immediate", correlationId: id, version: 1, headers: {} });
}
