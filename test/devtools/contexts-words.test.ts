import { createBus, type HistoryEntry } from "eventdeck";
import { describe, expect, it, onTestFinished } from "vitest";
import { arrivedText, clockText, sentText, skewText } from "../../devtools/model/contexts/context-text.ts";
import { SenderClocks } from "../../devtools/model/contexts/sender-clocks.ts";
import { recordOf } from "../../devtools/model/detail/envelope-facts.ts";
import { textOfRow } from "../../devtools/model/why/waterfall-text.ts";
import { createLocalTarget, findRemoteTargets, hostTargets, Store, type Target } from "../../devtools/target/index.ts";
import { createWorld } from "./other-tab.ts";
import { drawn, entryOf, treeOf } from "./story-model.ts";

const noon = new Date(2026, 0, 1, 12).getTime();
const unmeasured = { link: "port", path: ["w1"], at: noon + 24 };
const arrival = { ...unmeasured, aheadMs: 3_000, withinMs: 2 };

/** Sent at noon by a clock that is 3 s ahead, and recorded 25 ms later. */
function came(more: Partial<HistoryEntry> = {}): HistoryEntry {
  const entry = entryOf(7, { id: "e", times: [noon + 3_000, noon + 25, noon + 30] });
  return { ...entry, event: { ...entry.event, source: "worker" }, arrival, ...more };
}
function words(entry: HistoryEntry): string {
  const sent = new SenderClocks().sent(entry);
  if (!sent || !entry.arrival) throw new Error("It did not come over a link.");
  return `${sentText(entry.event, sent)}. ${arrivedText(entry.arrival, sent)}.`;
}

describe("in words", () => {
  it("an event tells by whose clock it was stamped, how far that is off, and how long it was on its way", () => {
    expect(words(came())).toBe(
      "Sent 12:00:03.000 by the clock of worker, which runs 3 s ahead (± 2 ms): 12:00:00.000 here. Came over port 24 ms later (± 2 ms).",
    );
    expect(words(came({ arrival: { ...arrival, aheadMs: -2_000, path: ["w1", "x", "y"] } }))).toContain("runs 2 s behind (± 2 ms)");
    expect(words(came({ arrival: { ...arrival, path: ["w1", "x", "y"] } }))).toContain("Came over port by way of 2 other buses 24 ms later");
    expect(words(came({ arrival: { ...arrival, aheadMs: 1 } }))).toContain("by the clock of worker, which agrees with the one here (± 2 ms). Came over port ");
  });

  it("an event whose sender's clock was not compared says that it stands as it was stamped", () => {
    expect(words(came({ arrival: unmeasured }))).toBe(
      "Sent 12:00:03.000 by the clock of worker, which was not compared with the one here: it stands as it was stamped, and not after it came in. Came over port at 12:00:00.024.",
    );
  });

  it("a clock is told in the least room, and not where it agrees", () => {
    expect([3_000, -2_000, 0.5].map((aheadMs) => skewText({ aheadMs, withinMs: 2 }))).toEqual(["+3 s", "−2 s", ""]);
    expect(clockText({ aheadMs: -250, withinMs: 1.5 })).toBe("its clock runs 250 ms behind (± 1.5 ms)");
    expect(clockText({ aheadMs: 1, withinMs: 1.5 })).toBe("its clock agrees with this one (± 1.5 ms)");
  });

  it("the record has the link, all that it passed through, and both moments, to filter by", () => {
    const facts = recordOf(came({ arrival: { ...arrival, path: ["w1", "m2"] } }), { at: noon, skew: { aheadMs: 3_000, withinMs: 2 } });
    expect(facts.slice(1, 7).map(({ name, value, filter }) => [name, value, filter])).toEqual([
      ["via", "port", 'via:"port"'],
      ["made by", "w1", 'via:"w1"'],
      ["passed on by", "m2", 'via:"m2"'],
      ["sent", "2026-01-01 12:00:00.000", undefined],
      ["sender's clock", "its clock runs 3 s ahead (± 2 ms)", undefined],
      ["came in", "2026-01-01 12:00:00.024", undefined],
    ]);
    expect(recordOf(came({ arrival: undefined })).map(({ name }) => name)).toEqual(["position", "recorded", "waited", "ran"]);
  });
});

describe("what is known of a sender's clock", () => {
  it("holds for all of that sender's events, and for nobody else's", () => {
    const clocks = new SenderClocks();
    clocks.learn(came());
    expect(clocks.sent(came({ arrival: unmeasured }))).toEqual({ at: noon, skew: { aheadMs: 3_000, withinMs: 2 } });
    expect(clocks.sent(came({ arrival: { ...unmeasured, path: ["other"] } }))).toEqual({ at: noon + 24 });
    expect(clocks.sent(came({ arrival: { ...unmeasured, path: [] } }))).toEqual({ at: noon + 24 });
    expect(clocks.sent(came({ arrival: undefined }))).toBeUndefined();
  });
});

describe("the waterfall of several contexts", () => {
  const asked = { id: "asked", times: [1_000, 1_000, 1_002] } as const;
  const port = (at: number, aheadMs: number) => ({ link: "port", path: ["w1"], at, aheadMs, withinMs: 2 });

  it("begins where an event was sent by the clock here, and tells its way from its wait", () => {
    const { rows, from } = drawn(
      treeOf([
        { id: "sent", times: [4_000, 1_030, 1_040], arrival: port(1_024, 3_000) },
        { id: "then", cause: "sent", times: [1_031, 1_031, 1_032] },
      ]),
    );
    expect(from).toBe(1_000);
    expect(rows[0]?.time).toEqual({ start: 1_000, begin: 1_030, end: 1_040, open: false, measured: true, arrivedAt: 1_024 });
    expect(textOfRow(rows[0]!, () => [])).toMatchObject({ from: "test", times: "24 ms on the way over port, waited < 0.1 ms, ran 10 ms" });
    expect(textOfRow(rows[1]!, () => []).from).toBeUndefined();
  });

  it.each([
    ["a clock behind", 1_010 - 2_000, -2_000],
    ["a clock behind that nobody compared", 1_010 - 2_000, undefined],
    ["a clock ahead that nobody compared", 1_010 + 3_000, undefined],
    ["a clock that was measured a little wrong", 1_010, 14],
  ])("has no event before its cause, nor one that waits for less than nothing, by %s", (_, stamped, aheadMs) => {
    const late = {
      id: "came",
      cause: "asked",
      times: [stamped, 1_020, 1_021] as const,
      arrival: { link: "port", path: ["w1"], at: 1_018, aheadMs, withinMs: 5 },
    };
    for (const imported of [undefined, true] as const) {
      const { rows, from } = drawn(treeOf([asked, { ...late, imported }]));
      expect(from).toBe(1_000);
      for (const { time } of rows)
        expect([time!.start, time!.begin, time!.end]).toEqual([time!.start, time!.begin, time!.end].toSorted((one, other) => one - other));
      expect(rows[1]?.time?.start).toBeGreaterThanOrEqual(1_000);
      expect(rows[1]?.time?.start).toBeLessThanOrEqual(1_018);
    }
  });
});

it("a panel in another tab knows as much of how events came", async () => {
  const world = createWorld();
  const bus = createBus({ source: "shop" });
  const line = { specversion: "1.0", id: "w1-1", source: "worker", type: "came", time: "2026-01-01T12:00:03.000Z", arrival: JSON.stringify(arrival) };
  await bus.history.import([JSON.stringify(line)]);
  const local = createLocalTarget(bus, { name: "shop", place: "Shop" });
  const unhost = hostTargets(new Store<readonly Target[]>([local]), world.page("shop"));
  const found = findRemoteTargets(world.page("panel"));
  onTestFinished(async () => {
    found.close();
    unhost();
    await world.settle();
    local.close();
    await bus.close({ drain: false });
  });
  await world.settle();
  const [remote] = found.state;
  remote?.log.onChange(() => undefined);
  await world.settle();
  expect(remote?.log.get(1)?.arrival).toEqual(arrival);
  /** Passes the time until the other page has answered: it may have to load what it answers with. */
  async function answered<Answer>(asked: Promise<Answer> | undefined): Promise<Answer | undefined> {
    const answers: (Answer | undefined)[] = [];
    void asked?.then((answer) => answers.push(answer));
    while (answers.length === 0) await world.settle();
    return answers[0];
  }
  expect((await answered(remote?.events.load(1)))?.arrival).toEqual(arrival);
  expect((await answered(remote?.events.vocabulary()))?.links).toEqual(["port"]);
});
