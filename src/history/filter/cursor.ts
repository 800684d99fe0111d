/** A place in the text that is being parsed. */
export interface Cursor {
  readonly text: string;
  index: number;
  /** How many groups are open here. */
  depth: number;
}

/** The match of a sticky expression at the cursor, which then stands behind it. */
export function take(cursor: Cursor, sticky: RegExp): RegExpExecArray | null {
  sticky.lastIndex = cursor.index;
  const match = sticky.exec(cursor.text);
  if (match) cursor.index = sticky.lastIndex;
  return match;
}
