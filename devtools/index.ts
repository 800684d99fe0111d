export { createDeck, createEventList, type DeckModel, type EventListModel, type EventListState, type FilterError, type PaceOptions } from "./model/index.ts";
export { EventDeck, type EventDeckProps } from "./panel/event-deck.tsx";
export type { Theme } from "./panel/shadow-host.tsx";
