import { AxeBuilder } from "@axe-core/playwright";
import type { Locator, Page } from "@playwright/test";
import {
  agentHeartbeat,
  agentStarted,
  agentStopped,
  planCancelled,
  planCompleted,
  planFailed,
  planStarted,
  taskCancelled,
  taskProgress,
  workflowCommand,
  workflowCompensation,
  workflowError,
} from "eventdeck/catalogue";
import { expect, test, type PageBus } from "eventdeck/testing/playwright";

/** For an event that comes once in a test: it does not matter whether it has come already. */
const ever = { since: "start", timeoutMs: 60_000 } as const;

const button = (page: Page, name: string): Locator => page.getByRole("main").getByRole("button", { name, exact: true });
const moment = (page: Page): Locator => page.getByRole("slider", { name: "Moment" });
const status = (page: Page): Locator => page.getByRole("region", { name: "Steps" }).getByRole("status");
const step = (page: Page, name: string): Locator => page.getByRole("region", { name: "Steps" }).getByRole("listitem").filter({ hasText: name }).first();
const worker = (page: Page, name: string): Locator => page.getByRole("list", { name: "Workers" }).getByRole("listitem").filter({ hasText: name });
const log = (page: Page): Locator => page.getByRole("region", { name: "Log" });

async function choose(page: Page, plan: string): Promise<void> {
  await page.getByRole("radio", { name: new RegExp(`^${plan}`) }).check();
}
async function setSpeed(page: Page, speed: "Pause" | "1×" | "4×" | "Instant"): Promise<void> {
  await page.getByRole("radiogroup", { name: "Speed" }).getByText(speed, { exact: true }).click();
}

// Nothing here goes by the time that passes: delays are skipped, or stand still until a test has done what it wants to do.
test.use({ contextOptions: { reducedMotion: "reduce" } });

let faults: string[] = [];
test.beforeEach(async ({ page }) => {
  faults = [];
  page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
  page.on("pageerror", (error) => faults.push(String(error)));
  await page.goto("./#agents");
  await expect(button(page, "Submit plan")).toBeVisible();
});
test.afterEach(() => {
  expect(faults).toEqual([]);
});

test("a plan is carried out, and a step that fails is tried again", async ({ page, bus }) => {
  await setSpeed(page, "Instant");
  await button(page, "Submit plan").click();
  await bus.waitFor(planCompleted, ever);
  await expect(status(page)).toHaveText("Completed after 18.9 s");
  await expect(step(page, "Browser tests")).toContainText("Ada, 2.6 s, try 3");
  await expect(log(page)).toContainText("The plan is completed");
  const failures = await bus.events(workflowError);
  expect(failures.map(({ payload, priority }) => [payload.commandId, payload.error.retryable, priority])).toEqual([
    ["release-1/browser-tests#1", true, "immediate"],
    ["release-1/browser-tests#2", true, "immediate"],
  ]);
  const heartbeats = await bus.events(agentHeartbeat);
  expect(new Set(heartbeats.map(({ priority }) => priority))).toEqual(new Set(["deferred"]));
});

test("everything that a plan sets off can be traced back to it", async ({ page, bus }) => {
  await setSpeed(page, "Instant");
  await button(page, "Submit plan").click();
  const { correlationId } = await bus.waitFor(planCompleted, ever);
  const all = await bus.events(`correlation:${correlationId}`);
  const byId = new Map(all.map((event) => [event.id, event]));
  const path: string[] = [];
  const again = all.find((event) => workflowCommand.is(event) && event.payload.attempt === 2);
  for (let event = again; event; event = byId.get(event.causationId ?? "")) path.push(event.type);
  expect(path).toEqual([
    "workflow.command",
    "task.submitted",
    "workflow.error",
    "workflow.command",
    "task.submitted",
    "workflow.result",
    "workflow.command",
    "task.submitted",
    "plan.created",
  ]);
});

test("what was done is undone in reverse order when a step fails for good", async ({ page, bus }) => {
  await choose(page, "Move to Oslo");
  await setSpeed(page, "Instant");
  await button(page, "Submit plan").click();
  expect((await bus.waitFor(planFailed, ever)).payload).toMatchObject({ stepId: "switch-dns", error: { code: "ZONE_LOCKED" } });
  const compensations = await bus.events(workflowCompensation);
  expect(compensations.map(({ payload }) => payload.action)).toEqual(["start-services", "copy-data", "get-certificate", "rent-servers"]);
  await expect(status(page)).toHaveText(/^Failed and undone after/);
  await expect(step(page, "Copy data")).toContainText("undone: Delete the copy");
  await expect(step(page, "Switch DNS")).toContainText("failed for good");
  await expect(page.getByRole("region", { name: "Steps" })).toContainText("The registrar has locked the zone.");
});

test("a plan that is called off stops every worker, and each says so", async ({ page, bus }) => {
  await choose(page, "Rebuild the index");
  await setSpeed(page, "Pause");
  await button(page, "Submit plan").click();
  await expect(step(page, "Take a snapshot")).toContainText("Ada, 0 %");
  expect(await bus.events(taskProgress)).toEqual([]);
  await button(page, "Call it off").click();
  await expect(status(page)).toHaveText(/^Called off after/);
  expect((await bus.events(taskCancelled)).map(({ payload }) => payload.agentId)).toEqual(["ada"]);
  expect(await bus.events(planCancelled)).toHaveLength(1);
  await expect(step(page, "Swap the index")).toContainText("never begun");
});

test("a worker that hangs is noticed, and its task is given to another", async ({ page, bus }) => {
  await page.getByRole("checkbox", { name: "Hang Ada" }).check();
  await setSpeed(page, "Instant");
  await button(page, "Submit plan").click();
  await bus.waitFor(planCompleted, ever);
  expect((await bus.events(agentStopped)).map(({ payload }) => payload)).toEqual([{ agentId: "ada", reason: "lost" }]);
  await expect(worker(page, "Ada")).toContainText("silent, given up");
  await expect(step(page, "Build")).toContainText(/Bram, .* s, try 2/);
  await page.getByRole("checkbox", { name: "Hang Ada" }).uncheck();
  expect((await bus.waitFor(agentStarted, ever)).payload.agentId).toBe("ada");
  await expect(worker(page, "Ada")).toContainText("free");
});

test("time stands when it is paused, and goes on from there", async ({ page, bus }) => {
  await setSpeed(page, "Pause");
  await button(page, "Submit plan").click();
  await expect(status(page)).toHaveText("Running, 0 of 7 done");
  await expect(step(page, "Build")).toContainText("Ada, 0 %");
  expect(await bus.events(agentHeartbeat)).toEqual([]);
  await setSpeed(page, "Instant");
  await bus.waitFor(planCompleted, ever);
});

test("dragging along the seconds shows everything as it was", async ({ page, bus }) => {
  await setSpeed(page, "Instant");
  await button(page, "Submit plan").click();
  await bus.waitFor(planCompleted, ever);
  await moment(page).fill("3400");
  await expect(status(page)).toHaveText("Running, 1 of 7 done");
  await expect(step(page, "Unit tests")).toContainText("Bram, 0 %");
  await expect(worker(page, "Bram")).toContainText("Unit tests");
  await expect(button(page, "Call it off")).toBeDisabled();
  await expect(page.getByRole("checkbox", { name: "Hang Ada" })).toBeDisabled();
  const recorded = (await bus.events()).length;
  await moment(page).press("ArrowRight");
  await expect(moment(page)).toHaveValue("3500");
  await button(page, "Back to live").click();
  await expect(status(page)).toHaveText("Completed after 18.9 s");
  expect(await bus.events()).toHaveLength(recorded);
});

test("with every worker hanging a plan waits, its past can be looked at, and one worker is enough to go on", async ({ page, bus }) => {
  for (const name of ["Ada", "Bram", "Cleo", "Dina"]) await page.getByRole("checkbox", { name: `Hang ${name}` }).check();
  await setSpeed(page, "Instant");
  await button(page, "Submit plan").click();
  await expect(page.getByText("silent, given up")).toHaveCount(4);
  await expect(step(page, "Build")).toContainText("waits for a worker");
  await moment(page).fill("1000");
  await expect(step(page, "Build")).toContainText("Ada, 0 %");
  await button(page, "Back to live").click();
  await expect(step(page, "Build")).toContainText("waits for a worker");
  await page.getByRole("checkbox", { name: "Hang Cleo" }).uncheck();
  await bus.waitFor(planCompleted, ever);
});

test("it is worked by keyboard alone", async ({ page, bus }) => {
  await page.getByRole("radio", { name: /^Release/ }).focus();
  await page.keyboard.press("ArrowRight");
  await expect(page.getByRole("radio", { name: /^Move/ })).toBeChecked();
  await page.keyboard.press("Tab");
  await expect(button(page, "Submit plan")).toBeFocused();
  await page.keyboard.press("Tab");
  await page.keyboard.press("ArrowLeft");
  await expect(page.getByRole("radio", { name: "Pause" })).toBeChecked();
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Enter");
  await expect(button(page, "Call it off")).toBeFocused();
  await page.keyboard.press("Enter");
  await bus.waitFor(planCancelled, ever);
});

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(`in ${colorScheme} colours`, () => {
    test.use({ colorScheme });

    test("axe finds nothing while a plan runs", async ({ page }) => {
      await page.getByRole("checkbox", { name: "Hang Dina" }).check();
      await setSpeed(page, "Pause");
      await button(page, "Submit plan").click();
      await expect(step(page, "Build")).toContainText("Ada, 0 %");
      await expectAccessible(page);
    });

    test("axe finds nothing when one has failed, nor in its past", async ({ page, bus }) => {
      await choose(page, "Move to Oslo");
      await finish(page, bus);
      await expect(status(page)).toHaveText(/^Failed/);
      await expectAccessible(page);
      await moment(page).fill("5000");
      await expect(button(page, "Back to live")).toBeVisible();
      await expectAccessible(page, ".plan");
    });
  });
}

test("it fits a phone", async ({ page, bus }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await finish(page, bus);
  const overflow = await page.evaluate(
    () => [...document.querySelectorAll("main *")].filter((element) => element.getBoundingClientRect().right > innerWidth + 1).length,
  );
  expect(overflow).toBe(0);
  await expectAccessible(page);
});

test("leaving the scene ends everything", async ({ page, bus }) => {
  await button(page, "Submit plan").click();
  await bus.waitFor(planStarted, ever);
  await page.getByRole("link", { name: "Flood" }).click();
  await expect(page.getByRole("heading", { name: "Flood" })).toBeVisible();
  await page.getByRole("link", { name: "Agents" }).click();
  await expect(button(page, "Submit plan")).toBeVisible();
  expect((await bus.events()).map(({ type }) => type)).toEqual(["agent.registered", "agent.registered", "agent.registered", "agent.registered"]);
});

async function finish(page: Page, bus: PageBus): Promise<void> {
  await setSpeed(page, "Instant");
  await button(page, "Submit plan").click();
  await bus.waitFor("type:plan.completed OR type:plan.failed", ever);
}

async function expectAccessible(page: Page, part = "main"): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).include(part).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => String(target)).join(", ")}`)).toEqual([]);
}
