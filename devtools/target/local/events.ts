import type { Bus } from "eventdeck";
import { filterTerm } from "../../model/list/filter.ts";
import type { EventsDomain, Vocabulary } from "../domains/events.ts";

/** The events of a bus of this page. */
export function createEventsDomain(bus: Bus): EventsDomain {
  let read: { readonly at: number; readonly vocabulary: Promise<Vocabulary> } | undefined;
  return {
    load: async (position) => bus.history.get(position),
    // As text it is looked up without making an entry of every event; the language ignores case, so several may come.
    find: async (id) => bus.history.query(filterTerm("id", id), { newestFirst: true, limit: 10 }).find(({ event }) => event.id === id)?.position,
    // Loaded with the first column that a payload has.
    column: async (path, positions) => {
      const { columnOf } = await import("./column.ts");
      return columnOf(bus, path, positions);
    },
    vocabulary: async () => {
      const at = bus.history.lastPosition;
      if (read?.at !== at) read = { at, vocabulary: vocabularyOf(bus) };
      return read.vocabulary;
    },
    clear: async () => bus.history.clear(),
  };
}

/** Loaded when something is typed into the filter. */
async function vocabularyOf(bus: Bus): Promise<Vocabulary> {
  const { readVocabulary } = await import("./vocabulary.ts");
  return readVocabulary(bus);
}
