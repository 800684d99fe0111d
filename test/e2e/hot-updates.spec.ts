import { expect, patienceMs, test } from "./hot-app.ts";

test.describe.configure({ timeout: 4 * patienceMs });

test.describe("with the plugin", () => {
  test("a handler file that is edited three times handles a click once", async ({ start }) => {
    const app = await start(true);
    expect(await app.click()).toEqual(["registered 1", "handler 1"]);
    const before = await app.bus();
    expect(before).toMatchObject({ lastPosition: 1, size: 1 });
    expect(before.subscriptions).toContain("handlers.ts:5");
    for (const version of [2, 3, 4]) await app.edit("handlers.ts", `handler ${version - 1}`, `handler ${version}`);
    expect(await app.click()).toEqual(["registered 1", "handler 4"]);
    const after = await app.bus();
    expect(after).toMatchObject({ lastPosition: 2, size: 2 });
    expect(after.subscriptions.toSorted()).toEqual(before.subscriptions.toSorted());
  });

  test("a mistake leaves the handlers as they were until it is mended", async ({ start }) => {
    const app = await start(true);
    await app.edit("handlers.ts", "bus.subscribe(clicked", "bus.subscribe(clicked clicked");
    expect(await app.click()).toEqual(["registered 1", "handler 1"]);
    expect(app.errors.splice(0).join("\n")).toContain("handlers.ts:5");
    await app.edit("handlers.ts", `clicked clicked, () => heard("handler 1")`, `clicked, () => heard("handler 2")`);
    expect(await app.click()).toEqual(["registered 1", "handler 2"]);
  });

  test("one that exports something is replaced through the component that imports it", async ({ start, page }) => {
    const app = await start(true);
    const before = await app.bus();
    for (const version of [2, 3, 4]) await app.edit("registering.ts", `registered ${version - 1}`, `registered ${version}`);
    await expect(page.locator("main")).toHaveAttribute("title", "registered 4");
    expect((await app.click()).toSorted()).toEqual(["handler 1", "registered 4"]);
    expect((await app.bus()).subscriptions.toSorted()).toEqual(before.subscriptions.toSorted());
  });

  test("a bus that is edited stays, with its history and all who listen", async ({ start, page }) => {
    const app = await start(true);
    await app.click();
    const before = await app.bus();
    for (const [from, to] of [
      ["first", "second"],
      ["second", "third"],
    ] as const) {
      await app.edit("bus.ts", from, to);
    }
    expect(await app.click()).toEqual(["registered 1", "handler 1"]);
    // The options are those it was made with.
    expect(await app.bus()).toEqual({ ...before, lastPosition: 2, size: 2 });
    await expect(page.getByLabel("Total")).toHaveText("2");
  });

  test("so does one whose events are edited", async ({ start, page }) => {
    const app = await start(true);
    await app.click();
    const before = await app.bus();
    await app.edit("events.ts", `"immediate"`, `"normal"`);
    await expect(page.getByRole("heading", { name: "Counter 1" })).toBeVisible();
    await page.getByRole("button", { name: "Click" }).click();
    await expect(page.getByLabel("Total")).toHaveText("2");
    const { subscriptions, ...rest } = await app.bus();
    expect(rest).toEqual({ source: "first", lastPosition: 2, size: 2 });
    expect(subscriptions.toSorted()).toEqual(before.subscriptions.toSorted());
  });

  test("a component keeps its state, and listens once", async ({ start, page }) => {
    const app = await start(true);
    await app.click();
    const before = await app.bus();
    for (const version of [2, 3, 4]) await app.edit("counter.tsx", `component ${version - 1}`, `component ${version}`);
    await app.edit("counter.tsx", "Counter 1", "Counter 2");
    await expect(page.getByRole("heading", { name: "Counter 2" })).toBeVisible();
    await app.click();
    await expect(page.getByLabel("Heard")).toHaveText("nothing, component 1, component 4");
    expect((await app.bus()).subscriptions.toSorted()).toEqual(before.subscriptions.toSorted());
  });

  test("so it does under StrictMode, when it subscribes in an effect", async ({ start, page }) => {
    const app = await start(true, {
      "app.tsx": `import { StrictMode, useEffect } from "react";
import { bus } from "./bus";
import { heard } from "./heard";

function Counter() {
  useEffect(() => {
    const subscription = bus.subscribe("clicked", () => heard("effect"));
    return () => subscription.unsubscribe();
  }, []);
  return <h1>Counter 1</h1>;
}
export function App() {
  return <StrictMode><Counter /><button onClick={() => bus.emit({ type: "clicked", input: { times: 1 } })}>Click</button></StrictMode>;
}
`,
    });
    expect(await app.click()).toEqual(["handler 1", "effect"]);
    for (const version of [2, 3, 4]) {
      await app.edit("app.tsx", `Counter ${version - 1}`, `Counter ${version}`);
      await expect(page.getByRole("heading", { name: `Counter ${version}` })).toBeVisible();
      expect(await app.click()).toEqual(["handler 1", "effect"]);
    }
  });

  test("a reducer that is edited folds the whole history anew", async ({ start, page }) => {
    const app = await start(true);
    await app.click();
    await app.click();
    await expect(page.getByLabel("Total")).toHaveText("2");
    await app.edit("clicks.ts", "payload.times", "10 * payload.times");
    await expect(page.getByLabel("Total")).toHaveText("20");
    await app.click();
    await expect(page.getByLabel("Total")).toHaveText("30");
  });
});

test.describe("with hotSubscriptions alone", () => {
  const hot = `import { hotSubscriptions } from "eventdeck/vite";\nhotSubscriptions(import.meta.hot);\n`;
  const changed = {
    "handlers.ts": `${hot}import { bus } from "./bus";
import { heard } from "./heard";

bus.subscribe("clicked", () => heard("handler 1"));
import.meta.hot?.accept();
`,
    "registering.ts": `${hot}import { bus } from "./bus";
import { heard } from "./heard";

export const version = "registered 1";
bus.subscribe("clicked", () => heard(version));
`,
    "clicks.ts": `${hot}import { createProjection } from "eventdeck/projection";
import { bus } from "./bus";
import { clicked } from "./events";

export const clicks = createProjection(bus, {
  name: "clicks",
  initial: 0,
  reducers: (on) => on(clicked, (total, { payload }) => Number(total) + payload.times),
});
`,
  };

  test("handler files that are edited three times handle a click once", async ({ start, page }) => {
    const app = await start(false, changed);
    expect(await app.click()).toEqual(["registered 1", "handler 1"]);
    const before = await app.bus();
    for (const version of [2, 3, 4]) await app.edit("handlers.ts", `handler ${version - 1}`, `handler ${version}`);
    for (const version of [2, 3, 4]) await app.edit("registering.ts", `registered ${version - 1}`, `registered ${version}`);
    await expect(page.locator("main")).toHaveAttribute("title", "registered 4");
    expect((await app.click()).toSorted()).toEqual(["handler 4", "registered 4"]);
    const after = await app.bus();
    expect(after).toMatchObject({ lastPosition: 2, size: 2 });
    expect(after.subscriptions.toSorted()).toEqual(before.subscriptions.toSorted());
  });

  test("a component and a reducer that are edited listen and fold once", async ({ start, page }) => {
    const app = await start(false, changed);
    await app.click();
    const before = await app.bus();
    for (const version of [2, 3, 4]) await app.edit("counter.tsx", `component ${version - 1}`, `component ${version}`);
    await app.edit("counter.tsx", "Counter 1", "Counter 2");
    await expect(page.getByRole("heading", { name: "Counter 2" })).toBeVisible();
    await app.edit("clicks.ts", "payload.times", "10 * payload.times");
    await expect(page.getByLabel("Total")).toHaveText("10");
    await app.click();
    await expect(page.getByLabel("Total")).toHaveText("20");
    await expect(page.getByLabel("Heard")).toHaveText("nothing, component 1, component 4");
    expect((await app.bus()).subscriptions.toSorted()).toEqual(before.subscriptions.toSorted());
  });
});
