import { type BusEvent, toCloudEvent } from "eventdeck";

/** A text by lines, of which only those are cut that somebody looks at. */
export interface TextLines {
  readonly text: string;
  readonly count: number;
  at(line: number): string;
}

// Larger ones are not indented: that alone would take a second, and millions of lines.
const mostIndented = 1_000_000;
const lineLength = 160;

/**
 * An event as an export writes it: a CloudEvents 1.0 JSON object, indented unless it is large.
 *
 * @throws SessionFormatError when it has no such form
 */
export function cloudEventText(event: BusEvent): TextLines {
  const object = toCloudEvent(event);
  const compact = JSON.stringify(object);
  if (compact.length > mostIndented) return linesOfLength(compact);
  const text = JSON.stringify(object, null, 2);
  const lines = text.split("\n").flatMap((line) => (line.length > lineLength ? pieces(line) : [line]));
  return { text, count: lines.length, at: (line) => lines[line] ?? "" };
}

function linesOfLength(text: string): TextLines {
  return { text, count: Math.ceil(text.length / lineLength), at: (line) => text.slice(line * lineLength, (line + 1) * lineLength) };
}

function pieces(line: string): string[] {
  const lines = linesOfLength(line);
  return Array.from({ length: lines.count }, (_, index) => lines.at(index));
}
