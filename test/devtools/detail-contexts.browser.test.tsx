import { type Bus, createBus } from "eventdeck";
import { afterEach, beforeEach, expect, it } from "vitest";
import { formatTime } from "../../devtools/model/index.ts";
import { type DetailPage, showDetail } from "./detail-page.tsx";

const noon = Date.UTC(2026, 0, 1, 12);
const arrival = { link: "port", path: ["w1"], at: noon + 24, aheadMs: 3_000, withinMs: 2 };
const line = { specversion: "1.0", source: "worker", type: "priced", time: new Date(noon + 3_000).toISOString() };

let bus: Bus;
let shown: DetailPage;

beforeEach(async () => {
  bus = createBus({ source: "shop" });
  const { aheadMs: _, withinMs: __, ...unmeasured } = arrival;
  const lines = [
    { ...line, id: "w1-1", arrival: JSON.stringify(arrival) },
    { ...line, id: "x1-1", source: "tab", arrival: JSON.stringify({ ...unmeasured, path: ["x1"] }) },
    { ...line, id: "own-1", source: "shop" },
  ];
  await bus.history.import(lines.map((each) => JSON.stringify(each)));
  shown = await showDetail(bus);
});
afterEach(async () => {
  await shown.unmount();
  await bus.close({ drain: false });
});

const textOf = (selector: string) => shown.root.querySelector(selector)?.textContent;

it("tells the time by the clock here, by whose clock it was stamped, and how long it was on its way", async () => {
  await shown.open(1);
  expect(textOf("time")).toBe(formatTime(noon));
  expect(textOf(".arrived")).toBe(
    `Sent ${formatTime(noon + 3_000)} by the clock of worker, which runs 3 s ahead (± 2 ms): ${formatTime(noon)} here. Came over port 24 ms later (± 2 ms).`,
  );
  expect(textOf('.detail-badge[data-kind="arrived"]')).toBe("from worker, clock +3 s");
});

it("says that a time stands as it was stamped where nobody compared the clock, and not after it came in", async () => {
  await shown.open(2);
  expect(textOf("time")).toBe(formatTime(noon + 24));
  expect(textOf(".arrived")).toContain("which was not compared with the one here: it stands as it was stamped");
  expect(textOf('.detail-badge[data-kind="arrived"]')).toBe("from tab, clock not compared");
});

it("says nothing of clocks where an event was published here", async () => {
  await shown.open(3);
  expect(textOf("time")).toBe(formatTime(noon + 3_000));
  expect(shown.root.querySelector('.arrived, .detail-badge[data-kind="arrived"]')).toBeNull();
});
