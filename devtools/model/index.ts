export { type Audience, audienceText, type Hearer } from "./replay/audience.ts";
export { causeOf, consequenceOf } from "./why/causes-step.ts";
export { storyOf, StoryModel, type StoryState, type TimeSpan } from "./why/causes-story.ts";
export { clipboardText } from "./value/clipboard-text.ts";
export { createDeck, DeckModel } from "./deck.ts";
export { type DeliveryRow, deliveryRows, gapText, nowRows } from "./why/deliveries.ts";
export { askNow, type Asked } from "./why/deliveries-asked.ts";
export { deliveryText, nowText, wasCalled } from "./why/deliveries-text.ts";
export { missesOf } from "./why/deliveries-miss.ts";
export type { DeliveriesKnown } from "./why/delivery-log.ts";
export { formatDelta, formatMs, formatTime } from "./duration.ts";
export { errorText } from "./value/error-text.ts";
export { createEventList, EventListModel, type EventListState } from "./list/event-list.ts";
export { type Chip, chips } from "./list/chips.ts";
export { ColumnTexts } from "./list/column-texts.ts";
export { filterTerm, type FilterError } from "./list/filter.ts";
export { complete, type Completion, completionsAt } from "./list/filter-completion.ts";
export type { Line } from "./list/lines.ts";
export {
  addColumn,
  columnName,
  type ListColumn,
  narrowest,
  optionalColumns,
  readColumns,
  readTimeMode,
  resizeColumn,
  type TimeMode,
  timeModes,
  toggleColumn,
  widest,
  widthOf,
} from "./list/list-columns.ts";
export { nearestTypes, typeAskedFor } from "./list/nearest-types.ts";
export { mostPins } from "./list/pins.ts";
export { rowTerms, type RowTerm, withTerm } from "./list/row-terms.ts";
export { deleteFilter, recentFilters, rememberFilter, renameFilter, type SavedFilter, savedFilters, saveFilter } from "./list/saved-filters.ts";
export { ScrollMap, ScrollPlace } from "./list/scroll-place.ts";
export { markOf, type OutcomeKind } from "./list/outcome.ts";
export type { PaceOptions } from "./pace.ts";
export { previewOf } from "./list/preview.ts";
export type { LaterReload } from "./replay/later-reload.ts";
export type { ReloadPlace, ReloadState } from "./replay/reload-place.ts";
export { ReloadReplayModel } from "./replay/reload-replay.ts";
export { holdReplay } from "./replay/reload-ready.ts";
export { replaying } from "./replay/later-replay-deck.ts";
export type { ReplayDeckState } from "./replay/replay-state.ts";
export { gapChoices, type ReplayScope, type Speed, speeds } from "./replay/replay-settings.ts";
export { runText } from "./replay/run-report.ts";
export { type Dock, PanelModel, type PanelOptions, type Theme, type View } from "./panel-model.ts";
export { keysHelpOf } from "./keys-help.ts";
export { isFlag, isNumber, oneOf, PreferenceStore, type PreferenceStorage } from "./preferences.ts";
export type { Readable } from "../target/index.ts";
export { createStrip, StripModel } from "./strip/strip.ts";
export type { StripSpan } from "./strip/strip-state.ts";
export { attemptedPayload, attemptedType, reasonText } from "./list/undelivered.ts";
export { type ErrorLink, errorChain } from "./why/stack-error.ts";
export { firstOwnFrame, placeText, type StackPart, stackParts } from "./why/stack-frames.ts";
export { eventCode } from "./session/event-code.ts";
export { badgesOf } from "./detail/event-badges.ts";
export { basesOf, type Basis, previousOfType } from "./detail/compare-with.ts";
export { detailTabs, type DetailTab } from "./detail/detail.ts";
export { cloudEventText, type TextLines } from "./detail/cloud-event-text.ts";
export { countChanges, type DiffNode, diffTreeOf } from "./value/diff-tree.ts";
export { envelopeOf, type Fact, headersOf, recordOf } from "./detail/envelope-facts.ts";
export { writeClipboard } from "./value/clipboard-text.ts";
export { Held, shielded } from "./list/held.ts";
export { writeJson } from "./compose/json-text.ts";
export { narrowed } from "./list/narrow.ts";
export { nearbyListeners } from "./detail/nearby-listeners.ts";
export { type Opened, OutlineModel, type OutlineLine, type OutlineNode } from "./value/outline.ts";
export { payloadFacts, type PayloadFacts } from "./value/payload-facts.ts";
export { PayloadLoad, type PayloadState } from "./value/payload-load.ts";
export { clampShare, rememberedShare, shareAfter } from "./value/split.ts";
export { formatBytes } from "./value/size-text.ts";
export { SlicedResult, type SlicedState } from "./sliced-result.ts";
export { inSlices, type Work } from "./slices.ts";
export { type Difference, diffValues } from "./value/value-diff.ts";
export { codePath, filterPath, valueTerm } from "./value/value-path.ts";
export { type Found, searchValue, wayTo } from "./value/value-search.ts";
export { patchText, sortChanges } from "./why/state-changes.ts";
export { treeOf, type ValueNode } from "./value/value-tree.ts";
export { visibleText } from "./value/visible-text.ts";
export { type Nearby, verdictOf } from "./detail/verdict.ts";
export { axisTicks } from "./why/waterfall-axis.ts";
export { type RowText, textOfRow } from "./why/waterfall-text.ts";
export type { RowTime } from "./why/waterfall-time.ts";
export type { Waterfall } from "./why/waterfall.ts";
export { ComposeModel, composeOf, type ComposeState } from "./compose/compose.ts";
export type { ComposeEnvelope, HeaderKind, HeaderRow } from "./compose/compose-envelope.ts";
export * as composeForm from "./compose/compose-form.ts";
export type { ComposeForm } from "./compose/compose-form.ts";
export type { ComposeOutcome } from "./compose/compose-outcome.ts";
export { pathKey, pathText } from "./compose/compose-value.ts";
export { absent } from "./compose/schema-blank.ts";
export { childrenOf, type Field, type FieldContext, growsOf } from "./compose/schema-field.ts";
export { numberIn, textIn } from "./compose/schema-read.ts";
export { healthOf, type HealthState, type HealthWindow, healthWindows, type TypeColumn, type TypeLine } from "./watching/health.ts";
export type { RateName } from "./watching/health-rates.ts";
export type { Leak } from "./watching/leaks.ts";
export { type LinkLine, linksOf, type LinksState } from "./links/links.ts";
export { listenersOf, type ListenersState } from "./watching/listeners.ts";
export type { ListenerColumn, ListenerGrouping, ListenerRow } from "./watching/listeners-rows.ts";
export { type DepthSample, mostSamples } from "./queues/depth.ts";
export type { MoveResult } from "./queues/letter-moves.ts";
export { type LettersModel, mostLetters, type OpenedLetter } from "./queues/letters.ts";
export { type QueueColumn, queueColumns } from "./queues/queue-lines.ts";
export { queuesOf, type QueuesState } from "./queues/queues.ts";
export type { LetterEdited, LetterShown } from "../target/index.ts";
export type { Coverage, Explanation, InputIssue, Kind } from "../target/index.ts";
export type { SessionExportState } from "./session/session-export.ts";
export type { SessionsModel } from "./session/session-model.ts";
export { appendSession, importMistake } from "./session/session-import.ts";
export { namesFor, readTestSource, rememberedTestPlace, rememberTestPlace, type TestPlace, type TestSource, testText } from "./session/test-export-source.ts";
export { fromHash, keepInAddress, toHash } from "./list/view-address.ts";
export { mostPicked } from "./list/picked.ts";
