import type { StripSpan } from "./strip-state.ts";

/** A filter's text, narrowed to a span; a span that it was narrowed to before is exchanged. */
export function filterWithin(text: string, { from, to }: StripSpan): string {
  const rest = withoutSpan(text.trim());
  const term = `position:${from}..${to}`;
  if (rest === "") return term;
  return hasOuterOr(rest) ? `(${rest}) ${term}` : `${rest} ${term}`;
}

function withoutSpan(text: string): string {
  const rest = text.replace(/(?:^|\s+)position:\d+\.\.\d+$/, "");
  // Somebody's own term: one side of an OR.
  return /(?:^|\s)OR$/.test(rest) ? text : rest;
}

/** OR binds weaker than what stands beside it, unless it stands in parentheses, or is quoted. */
function hasOuterOr(text: string): boolean {
  let depth = 0;
  for (const [token] of text.matchAll(/"(?:\\.|[^"\\])*"|[()]|[^\s()"]+/g)) {
    if (token === "(") depth += 1;
    else if (token === ")") depth -= 1;
    else if (token === "OR" && depth === 0) return true;
  }
  return false;
}
