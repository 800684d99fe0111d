import * as fc from "../fast-check.ts";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { type BusEvent, defineEvent, EventValidationError, seal, SessionFormatError, toCloudEvent } from "../../src/event/index.ts";
import { maxSessionEvents, readSession } from "../../src/history/read-session.ts";
import { maxLineLength, writeSession } from "../../src/history/write-session.ts";

function event(n: number, payload: unknown = { n }): BusEvent {
  return seal({
    id: `e-${n}`,
    type: "t",
    topic: "t",
    payload,
    source: "s",
    time: 1_700_000_000_000 + n,
    priority: "normal",
    correlationId: `e-${n}`,
    version: 1,
  });
}
const events = [event(1), event(2, { text: "line\nbreak\r\u2028" }), event(3, new Map([[1n, new Set([-0])]]))];
const lines = [...writeSession(events)];

async function failure(input: Iterable<string> | AsyncIterable<string>, kinds: Parameters<typeof readSession>[1] = []): Promise<SessionFormatError> {
  const error = await readSession(input, kinds).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(SessionFormatError);
  return error as SessionFormatError;
}

describe("writeSession", () => {
  it("writes one JSON object per line", () => {
    expect(lines).toHaveLength(3);
    for (const [index, line] of lines.entries()) {
      expect(line).not.toMatch(/[\n\r]/);
      expect(JSON.parse(line)).toEqual(toCloudEvent(events[index]!));
    }
  });

  it("makes a line when it is asked for", () => {
    let taken = 0;
    const endless = (function* () {
      while (true) yield event(++taken);
    })();
    const writing = writeSession(endless);
    writing.next();
    writing.next();
    expect(taken).toBe(2);
    writing.return();
  });

  it("replaces a payload that is too long for a line", async () => {
    const [line] = writeSession([event(1, { text: "x".repeat(maxLineLength) })]);
    const [read] = await readSession([line!], []);
    expect(read!.payload).toEqual({ $unserializable: expect.stringContaining(`${maxLineLength}`) });
    const wide = seal({ ...event(1), subject: "x".repeat(maxLineLength) });
    expect(() => [...writeSession([wide])]).toThrow(SessionFormatError);
  });
});

describe("readSession", () => {
  it("reads what was written", async () => {
    expect(await readSession(lines, [])).toEqual(events);
    expect(await readSession([], [])).toEqual([]);
  });

  it("reads from a stream of lines", async () => {
    async function* stream() {
      yield* lines;
    }
    expect(await readSession(stream(), [])).toEqual(events);
  });

  it.each<[string, Iterable<string>]>([
    ["the file in one element", [lines.join("\n")]],
    ["the file as a string", lines.join("\n")],
    ["a newline at the end", [`${lines.join("\n")}\n`]],
    ["a newline in each element", lines.map((line) => `${line}\n`)],
    ["Windows line ends", [lines.join("\r\n") + "\r\n"]],
    ["a byte order mark", [`\uFEFF${lines.join("\n")}`]],
    ["blank lines", ["", ...lines, " \t\r\n\n"]],
  ])("takes %s", async (_name, input) => {
    expect(await readSession(input, [])).toEqual(events);
  });

  it("says where a file was cut off", async () => {
    const text = lines.join("\n");
    expect((await failure([text.slice(0, -1)])).line).toBe(3);
    expect((await failure([text.slice(0, lines[0]!.length + 5)])).line).toBe(2);
  });

  it("keeps an event that occurs twice", async () => {
    expect(await readSession([lines[0]!, lines[0]!], [])).toHaveLength(2);
  });

  it("counts lines from 1, blank ones and those within an element too", async () => {
    expect((await failure(["\n", lines[0]!, `${lines[0]}\n\n{`])).line).toBe(5);
    expect((await failure(["{"])).line).toBe(1);
    expect((await failure(["{"])).message).toMatch(/^line 1: .*Nothing was imported\.$/);
  });

  it.each<[string, unknown, RegExp]>([
    ["a truncated line", lines[0]!.slice(0, -5), /not a whole JSON object/],
    ["what is not JSON", "hello", /not a whole JSON object/],
    ["a list", "[]", /one JSON object/],
    ["a number", "1", /one JSON object/],
    ["null", "null", /one JSON object/],
    ["__proto__ in data", lines[0]!.replace('{"n":1}', '{"__proto__":{"polluted":true}}'), /__proto__/],
    ["200,000 levels in data", lines[0]!.replace('{"n":1}', "[".repeat(200_000) + "]".repeat(200_000)), /nested deeper/],
    ["200,000 levels left open", "[".repeat(200_000), /not a whole JSON object/],
    ["a line too long", `"${"x".repeat(maxLineLength)}"`, /longer than/],
    ["bytes", new Uint8Array(3), /not a string \(object\)/],
    ["undefined", undefined, /not a string/],
  ])("refuses %s with its line, and all the rest with it", async (_name, line, message) => {
    const error = await failure([lines[0]!, line as string, lines[1]!]);
    expect(error.line).toBe(2);
    expect(error.message).toMatch(message);
    expect(Object.prototype).not.toHaveProperty("polluted");
  });

  it("says at which line a definition refuses a payload", async () => {
    const kind = defineEvent("t", z.object({ n: z.number() }));
    const error = await failure([lines[0]!, lines[1]!], [kind]);
    expect(error).toMatchObject({ line: 2, code: "ERR_SESSION_FORMAT" });
    expect(error.cause).toBeInstanceOf(EventValidationError);
    expect(await readSession([lines[0]!], [kind])).toHaveLength(1);
  });

  it("passes on what the stream of lines throws, and closes it after an error of ours", async () => {
    const broken = (async function* () {
      yield lines[0]!;
      throw new Error("connection lost");
    })();
    await expect(readSession(broken, [])).rejects.toThrow("connection lost");
    let closed = false;
    const open = (async function* () {
      try {
        while (true) yield "{";
      } finally {
        closed = true;
      }
    })();
    await failure(open);
    expect(closed).toBe(true);
  });

  it("gives the host a turn every 8 ms", async () => {
    let clock = 0;
    let pauses = 0;
    const many = Array.from({ length: 100 }, () => lines[0]!);
    const read = await readSession(
      many,
      [],
      async () => {
        pauses++;
        clock += 1000;
      },
      () => clock++,
    );
    expect(read).toHaveLength(100);
    expect(pauses).toBe(12);
  });

  it("states its bounds", () => {
    expect([maxLineLength, maxSessionEvents]).toEqual([16_777_216, 1_000_000]);
  });

  it("either reads a mutated line or refuses it", async () => {
    const rich = [...writeSession([seal({ ...events[2]!, subject: "s", headers: { a: 1 }, expiresAt: 1, traceparent: "x" }), events[1]!])];
    const mutation = fc.record({
      line: fc.constantFrom(...rich),
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      remove: fc.nat(12),
      insert: fc.oneof(fc.string({ maxLength: 6 }), fc.json({ maxDepth: 2 }), fc.constantFrom('"__proto__":', "-7", "1e999", "\\u0000", "\ud800", "null")),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(mutation, { minLength: 1, maxLength: 3 }), async (mutations) => {
        let text = mutations[0]!.line;
        for (const { at, remove, insert } of mutations) {
          const start = Math.floor(at * text.length);
          text = text.slice(0, start) + insert + text.slice(start + remove);
        }
        const outcome = await readSession([text], []).catch((error: unknown) => error);
        expect(Array.isArray(outcome) || outcome instanceof SessionFormatError).toBe(true);
        expect(Object.keys(Object.prototype)).toEqual([]);
        expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
      }),
      { numRuns: 2000 },
    );
  });
});
