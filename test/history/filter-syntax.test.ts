import { compileQuery, FilterSyntaxError } from "eventdeck";
import { describe, expect, it } from "vitest";
import { parseFilter, printFilter } from "../../src/history/filter/index.ts";

function errorOf(text: string): FilterSyntaxError {
  try {
    compileQuery(text);
  } catch (error) {
    if (error instanceof FilterSyntaxError) return error;
    throw error;
  }
  return expect.fail(`"${text}" was accepted`);
}

const keys =
  "Use type, topic, source, via, id, correlation, causation, priority, position, is, handler, took, waited, header.name, payload.path, or quote the text";
const or = "OR needs a term on either side; quote it to search for the word";
const dash = '"-" needs a term right after it; quote it to search for a dash';
const openGroup = 'This group is never closed: add ")", or quote the "("';
const openSlash = 'This "/" is never closed: add another, or quote the text';
const space = "A space is missing here, or quotes around the whole";
const range = "takes 5, >5, <=5 or 1..9, low to high; quote other text";

const mistakes: [text: string, index: number, message: string][] = [
  ["tpye:cart", 0, `Unknown key "tpye", did you mean "type"? ${keys}`],
  ["cart -souce:x", 6, `Unknown key "souce", did you mean "source"? ${keys}`],
  ["correlationId:x", 0, `Unknown key "correlationId", did you mean "correlation"? ${keys}`],
  ["headers.x:1", 0, `Unknown key "headers.x", did you mean "header.name"? ${keys}`],
  ["header:1", 0, `Unknown key "header", did you mean "header.name"? ${keys}`],
  ["payload.a[b]:1", 0, `Unknown key "payload.a[b]", did you mean "payload.path"? ${keys}`],
  ["type.x:1", 0, `Unknown key "type.x", did you mean "type"? ${keys}`],
  ["http://host", 0, `Unknown key "http". ${keys}`],
  ["constructor:x", 0, `Unknown key "constructor". ${keys}`],
  [":x", 0, `Unknown key "". ${keys}`],
  ['a "b', 2, 'This quote is never closed: add another "'],
  ['type:"b\\"', 5, 'This quote is never closed: add another "'],
  ["a /b", 2, openSlash],
  ["//", 0, openSlash],
  ["(a", 0, openGroup],
  ["a (", 2, openGroup],
  ["(a (b)", 0, openGroup],
  ["a)", 1, 'This ")" closes nothing: remove it, or quote it'],
  ["a ( )", 2, "This group is empty: fill it, or quote it"],
  ["OR a", 0, or],
  ["a OR", 2, or],
  ["a OR OR b", 5, or],
  ["(a OR ) b", 3, or],
  ["a -", 2, dash],
  ["- a", 0, dash],
  ["--a", 0, dash],
  ["(a -)", 3, dash],
  ['a"b"', 1, space],
  ['"a"b', 3, space],
  ["/api/users", 5, space],
  ["(a)b", 3, space],
  ["type:", 5, '"type:" needs a value right after it'],
  ["type: cart", 5, '"type:" needs a value right after it'],
  ["type:(a OR b)", 5, '"type:" needs a value right after it'],
  ["is:late", 3, '"is:" takes replayed, failed, unheard, pending, skipped'],
  ["priority:high", 9, '"priority:" takes immediate, normal, deferred'],
  ["took:16ms", 5, `"took:" ${range}`],
  ["took:*", 5, `"took:" ${range}`],
  ['waited:"5"', 7, `"waited:" ${range}`],
  ["position:5..1", 9, `"position:" ${range}`],
  ["position:1e999", 9, `"position:" ${range}`],
  ["payload.n:>x", 10, `"payload:" ${range}`],
  ["payload.n:1..x", 10, `"payload:" ${range}`],
  ["topic:cart*", 6, '"topic:" takes words between dots, * and # being whole words; quote other text'],
];

describe("a mistake is an error that says where it is, what it is and what helps", () => {
  it.each(mistakes)("%s", (text, index, message) => {
    const error = errorOf(text);
    expect({ index: error.index, message: error.message }).toEqual({ index, message: `${message} (at character ${index})` });
    expect(error).toMatchObject({ name: "FilterSyntaxError", code: "ERR_FILTER_SYNTAX" });
  });
  it("passes on what is wrong with a regular expression", () => {
    const error = errorOf("a payload.x:/[/");
    expect(error.index).toBe(12);
    expect(error.message).toMatch(/^SyntaxError: Invalid regular expression: .*\. Mend it, or quote the text \(at character 12\)$/);
  });
  it("bounds the length and the depth", () => {
    expect(errorOf("a".repeat(10_001))).toMatchObject({ index: 10_000, message: "A query has at most 10000 characters (at character 10000)" });
    expect(parseFilter("a".repeat(10_000))).toMatchObject({ kind: "text" });
    expect(errorOf("(".repeat(10_000))).toMatchObject({ index: 64, message: "Groups nest at most 64 deep (at character 64)" });
    expect(parseFilter(`${"-(".repeat(64)}a${")".repeat(64)}`)).toMatchObject({ kind: "not" });
    expect(parseFilter("(a) ".repeat(2000))).toMatchObject({ kind: "all" });
  });
});

describe("canonical text", () => {
  it.each([
    ["", ""],
    ["  a   b\tOR c ", "a b OR c"],
    ["((a)) (b c) -(d)", "a (b c) -d"],
    ["(a OR b) c", "(a OR b) c"],
    ["-(a b)", "-(a b)"],
    ['"a" "b c" "OR" "-d" "/e" "f:g" ""', 'a "b c" "OR" "-d" "/e" "f:g" ""'],
    ['"say \\"hi\\" \\\\ C:\\temp"', '"say \\"hi\\" \\\\ C:\\\\temp"'],
    ['TYPE:a.* type:"a" /b c\\/d/', 'type:a.* type:"a" /b c\\/d/'],
    ["took:5 took:5..5 took:1..2 took:..3 took:4..* took:>5 took:<-6", "took:5 took:5 took:1..2 took:<=3 took:>=4 took:>5 took:<-6"],
    ["payload.n:5 payload.n:5..5 payload.n:-0..1e21", "payload.n:5 payload.n:5..5 payload.n:0..1e+21"],
    ['payload.a.0[1]."b c"."d":* header.x.y:1 header."z":1', 'payload.a[0][1]."b c".d:* header."x.y":1 header.z:1'],
    ["is:Failed priority:NORMAL", "is:failed priority:normal"],
  ])("of %s", (text, canonical) => {
    expect(printFilter(parseFilter(text))).toBe(canonical);
  });
});
