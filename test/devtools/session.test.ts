import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createBus, type Bus } from "eventdeck";
import { redact } from "eventdeck/middleware";
import { appendSession, importMistake } from "../../devtools/model/session/session-import.ts";
import { SessionExport, sessionName } from "../../devtools/model/session/session-export.ts";
import { createLocalTarget, type SessionRequest, type Target } from "../../devtools/target/index.ts";
import { createSessionsDomain } from "../../devtools/target/local/sessions.ts";

let bus: Bus;
let target: Target;

beforeEach(() => {
  bus = createBus({ source: "shop", middleware: [redact({ paths: ["payload.card"] })] });
  target = createLocalTarget(bus, { name: "shop", place: "here" });
  for (let index = 1; index <= 300; index += 1)
    bus.emit({ type: index % 3 === 0 ? "order.paid" : "cart.item-added", input: { index, card: `4111-${index}` }, options: { priority: "immediate" } });
});

afterEach(async () => {
  target.close();
  await bus.close({ drain: false });
});

const atOnce = () => Promise.resolve();

async function exported(request: SessionRequest) {
  const pieces: string[] = [];
  const job = new SessionExport(target, request, { name: "a", write: (piece) => void pieces.push(piece), pause: atOnce });
  const state = await job.done;
  return { state, text: pieces.join(""), lines: pieces.join("").split("\n").slice(0, -1) };
}

describe("an export", () => {
  it("is what the bus itself exports, and can be read again", async () => {
    const { lines, text, state } = await exported({});
    expect(lines).toEqual([...bus.history.export()]);
    expect(state).toMatchObject({ status: "done", progress: 1, events: 300, characters: text.length });
    const other = createBus();
    expect(await appendSession(createLocalTarget(other, { name: "other", place: "here" }), text)).toEqual({ added: 300, kept: 300 });
    await other.close();
  });

  it("takes what the filter matches, whatever words it is made of", async () => {
    const { lines } = await exported({ filter: "type:order.paid payload.index:<10 OR position:1..2" });
    expect(lines.map((line) => JSON.parse(line).data.index)).toEqual([1, 2, 3, 6, 9]);
  });

  it("takes what is selected", async () => {
    const { lines } = await exported({ positions: [2, 250, 299] });
    expect(lines.map((line) => JSON.parse(line).data.index)).toEqual([2, 250, 299]);
  });

  it("takes a span", async () => {
    const { lines } = await exported({ from: 100, to: 102 });
    expect(lines.map((line) => JSON.parse(line).data.index)).toEqual([100, 101, 102]);
  });

  it("holds nothing that was redacted (redux-devtools-extension#670)", async () => {
    const { text } = await exported({});
    expect(text).not.toContain("4111");
  });

  it("is written in parts of a few milliseconds, and what comes meanwhile is no part of it (ngrx/platform#97)", async () => {
    let time = 0;
    const sessions = createSessionsDomain(bus, () => (time += 4));
    const parts: number[] = [];
    for (let next: number | undefined = 1; next !== undefined;) {
      const part = await sessions.part({}, next);
      parts.push(part.lines.length);
      next = part.next;
    }
    expect(parts.length).toBeGreaterThan(3);
    expect(parts.reduce((sum, count) => sum + count, 0)).toBe(300);
    const pieces: string[] = [];
    const slow = {
      ...target,
      sessions: {
        ...sessions,
        part: (request: SessionRequest, from: number) => (
          bus.emit({ type: "more", input: 0, options: { priority: "immediate" } }),
          sessions.part(request, from)
        ),
      },
    };
    await new SessionExport(slow, {}, { name: "a", write: (piece) => void pieces.push(piece), pause: atOnce }).done;
    expect(pieces.join("").trim().split("\n").length).toBe(300);
  });

  it("stops when it is cancelled (temporalio/ui#2704)", async () => {
    let time = 0;
    const slow = { ...target, sessions: createSessionsDomain(bus, () => (time += 4)) };
    const pieces: string[] = [];
    const job = new SessionExport(slow, {}, { name: "a", write: (piece) => void pieces.push(piece), pause: async () => job.cancel() });
    expect(await job.done).toMatchObject({ status: "cancelled" });
    expect(pieces.length).toBe(1);
  });

  it("says what is wrong with it", async () => {
    expect((await exported({ filter: "nonsense:1" })).state).toMatchObject({ status: "failed", failure: expect.stringContaining("nonsense") });
  });

  it("has a name that sorts by time and fits every file system", () => {
    expect(sessionName("Shop / EU: münchen", "filtered", new Date(0))).toBe("Shop-EU-münchen-1970-01-01T00-00-00-filtered.session.jsonl");
    expect(sessionName("…", "all", new Date(0))).toBe("bus-1970-01-01T00-00-00.session.jsonl");
  });
});

describe("an import", () => {
  it("names the line that cannot be read, and adds nothing", async () => {
    const lines = [...bus.history.export("position:1..3")];
    const before = bus.history.size;
    const mistake = await appendSession(target, [lines[0], lines[1], '{"type":"cut o'].join("\n")).then(() => "none", importMistake);
    expect(mistake).toMatch(/^The file was not read: line 3: /);
    expect(bus.history.size).toBe(before);
  });
});
