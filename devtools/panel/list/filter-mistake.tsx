import type { FilterError } from "../../model/index.ts";

export interface FilterMistakeProps {
  readonly text: string;
  readonly error: FilterError;
}

// Long filters are cut on the left, so that the mistake is always in sight.
const context = 32;

/** The filter once more with the offending character marked, and what is wrong with it. */
export function FilterMistake({ text, error }: FilterMistakeProps) {
  const from = Math.max(0, error.index - context);
  const at = text.slice(error.index, error.index + 1);
  return (
    <div className="filter-error" id="filter-mistake" role="alert">
      <div className="filter-error-text mono" aria-hidden="true">
        {from > 0 && "…"}
        {text.slice(from, error.index)}
        <span className="filter-error-at" data-index={error.index}>
          {at === "" || at === " " ? "\u00a0" : at}
        </span>
        {text.slice(error.index + 1, error.index + context)}
      </div>
      <div className="filter-error-message">{error.message}</div>
    </div>
  );
}
