import type { BusEvent } from "../event/index.ts";
import type { HistoryEntry } from "./entry.ts";

/**
 * A query: the text of the filter language, or a predicate.
 *
 * Text: terms separated by spaces, all of which must hold; `OR` (binds weaker than that), parentheses, a leading `-` for not; quotes keep spaces; all
 * matching ignores case, except topic patterns. `word` or `"two words"` anywhere in type, topic, source, headers or payload, and ids as a whole; `/re/` likewise.
 * `type:cart.*` `topic:task.#` `source:` `via:` (the link that it came over, or an instance on its way; `-via:*` for what was published here) `id:` `correlation:` `causation:` `priority:` `position:100..200` `is:replayed` `is:failed` `is:unheard` `is:pending`
 * `is:skipped` `handler:name` `took:>16` `waited:>100` (milliseconds) `header.name:` `payload.path.to[0]:value`, where a value may be `>3`, `>=3`, `<3`, `<=3`,
 * `1..5`, `*text*`, `/re/`, `null`, `true`, `false`. An unknown key is an error that names the known ones.
 *
 * A value is compared as a whole, `*` standing for any text; a lone `*` asks whether there is one. In quotes it is this very text, `\"` and `\\` included, and
 * equals strings only. `payload.n:5` finds the number and the string. Segments of a path may be quoted: `payload."odd key":x`. A path that leads nowhere and
 * a duration that was not measured match nothing, so `-payload.x:*` finds the events without. Ranges may be open: `5..`, `..5`.
 *
 * Regular expressions run as they are, on every event in question: one that backtracks without end is its author's.
 */
export type Query = string | ((event: BusEvent, entry: HistoryEntry) => boolean);
