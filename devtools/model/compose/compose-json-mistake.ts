/** Where a text stops being JSON. */
export interface JsonMistake {
  readonly message: string;
  /** Both counted from 1. */
  readonly line: number;
  readonly column: number;
  /** Of the character, from 0. */
  readonly index: number;
}

interface Reading {
  readonly text: string;
  index: number;
}

class Mistake extends Error {}

/** Finds the place of the first mistake, since what engines say of it differs from one to the next. */
export function findMistake(text: string): JsonMistake {
  const reading: Reading = { text, index: 0 };
  let message = "this is no JSON";
  try {
    readValue(reading);
    skipSpace(reading);
    if (reading.index < text.length) message = `“${text[reading.index]}” is too much: the value has ended`;
  } catch (error) {
    if (error instanceof Mistake) message = error.message;
    // Nested deeper than the stack goes: the place is where reading has come to.
    else message = "this is nested too deep";
  }
  const before = text.slice(0, reading.index);
  return { message, index: reading.index, line: before.split("\n").length, column: reading.index - before.lastIndexOf("\n") };
}

function readValue(reading: Reading): void {
  skipSpace(reading);
  const { text, index } = reading;
  const character = text[index];
  if (character === undefined) throw new Mistake("a value is missing at the end");
  if (character === "{") readMembers(reading);
  else if (character === "[") readItems(reading);
  else if (character === '"') readString(reading);
  else readWord(reading);
}

function readMembers(reading: Reading): void {
  readSequence(reading, "}", () => {
    if (reading.text[reading.index] !== '"') throw new Mistake("a key in double quotes is missing");
    readString(reading);
    skipSpace(reading);
    if (reading.text[reading.index] !== ":") throw new Mistake("a colon is missing after the key");
    reading.index += 1;
    readValue(reading);
  });
}

function readItems(reading: Reading): void {
  readSequence(reading, "]", () => readValue(reading));
}

function readSequence(reading: Reading, end: "}" | "]", readOne: () => void): void {
  reading.index += 1;
  skipSpace(reading);
  if (reading.text[reading.index] === end) {
    reading.index += 1;
    return;
  }
  for (;;) {
    skipSpace(reading);
    if (reading.text[reading.index] === end) throw new Mistake("there is a comma too many before this");
    readOne();
    skipSpace(reading);
    const next = reading.text[reading.index];
    if (next !== "," && next !== end) throw new Mistake(next === undefined ? `“${end}” is missing at the end` : `a comma or “${end}” is missing`);
    reading.index += 1;
    if (next === end) return;
  }
}

// Printable, or above all that is not: JSON forbids control characters in a text.
const stringPart = /[ !#-[\]-\uFFFF]+|\\(?:["\\/bfnrt]|u[\dA-Fa-f]{4})/y;

function readString(reading: Reading): void {
  const { text } = reading;
  const start = reading.index;
  reading.index += 1;
  while (text[reading.index] !== '"') {
    stringPart.lastIndex = reading.index;
    if (stringPart.test(text)) reading.index = stringPart.lastIndex;
    else if (text[reading.index] === "\\") throw new Mistake("this is no escape that JSON knows");
    else {
      reading.index = text[reading.index] === undefined ? start : reading.index;
      throw new Mistake(
        reading.index === start ? "this text has no closing quote" : "a line break or control character in a text is written as \\n or \\u0000",
      );
    }
  }
  reading.index += 1;
}

const word = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])|(?:true|false|null)\b/y;

function readWord(reading: Reading): void {
  word.lastIndex = reading.index;
  if (word.test(reading.text)) {
    reading.index = word.lastIndex;
    return;
  }
  const shown = /^[^\s,\]}]{1,20}/.exec(reading.text.slice(reading.index))?.[0] ?? reading.text[reading.index];
  throw new Mistake(`“${shown}” is no value: texts stand in double quotes`);
}

function skipSpace(reading: Reading): void {
  while (/[ \t\n\r]/.test(reading.text[reading.index] ?? "")) reading.index += 1;
}
