import { filter } from "./filter.ts";
import { forced } from "./forced.ts";
import { layout } from "./layout.ts";
import { list } from "./list.ts";
import { replay } from "./replay.ts";
import { strip } from "./strip.ts";

/** Rules of what is there as soon as the panel is open. */
export const panel = [layout, list, filter, replay, strip, forced].join("\n");
