export { complete, completionsAt } from "../../model/list/filter-completion.ts";
export { FilterCompletions } from "../list/filter-completions.tsx";
