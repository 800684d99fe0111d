/** Names a page, or a panel in it, among all that were ever opened. */
export function pageName(): string {
  return `${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 10)}`;
}
