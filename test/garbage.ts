/** What an untyped caller might pass: a value under whatever type is asked for. */
export function garbage<Wanted = never>(value: unknown): Wanted {
  return value as Wanted;
}
