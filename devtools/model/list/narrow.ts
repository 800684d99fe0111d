/** A filter that lets less through: what passes it must match the term as well. */
export function narrowed(filter: string, term: string): string {
  const before = filter.trim();
  if (before === "" || before === term) return term;
  if (` ${before} `.includes(` ${term} `)) return before;
  // OR binds weaker than what stands side by side.
  return /(^|[\s)])OR([\s(]|$)/.test(before) ? `(${before}) ${term}` : `${before} ${term}`;
}
