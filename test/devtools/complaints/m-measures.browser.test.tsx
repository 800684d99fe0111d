import { describe, expect, it } from "vitest";
import { page, userEvent } from "vitest/browser";
import { added, openRealPanel, paid } from "./real-panel.ts";

const entries = () => ["measure", "mark"].map((kind) => performance.getEntriesByType(kind).length);

describe("M. measures pile up in the page (facebook/react#34770, PR#34803; qwen-code PR#9770; paperclip PR#9827)", () => {
  it("there are as many after 3,000 events, a search, a selection and a replay as before", { timeout: 60_000 }, async () => {
    const { bus, devtools, frames } = await openRealPanel();
    await frames(4);
    const before = entries();
    for (let n = 0; n < 3_000; n += 1) {
      bus.emit(n % 2 === 0 ? added({ n }) : paid({ n }));
      if (n % 300 === 0) await frames(1);
    }
    devtools.filter("payload.n:>100");
    await userEvent.click(page.getByText("payment.captured").first());
    await userEvent.keyboard("{Enter}12345");
    devtools.show({ position: 7 });
    await frames(6);
    expect(entries()).toEqual(before);
  });
});
