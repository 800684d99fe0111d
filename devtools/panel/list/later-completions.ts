import { Later } from "../../model/later.ts";

/** What a filter can go on with, and the list of it: loaded when the filter is first gone to. */
export const laterCompletions = new Later(() => import("../areas/completions.ts"));
