import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { describe, expect, it } from "vitest";
import { definitions } from "../../demo/github/definitions.ts";
import { gaps, orderOfArrival, type ExampleKind } from "../../demo/github/examples.ts";
import { createWebhookScenario } from "../../demo/github/scenario.ts";
import { draftOf, hasFailed, typeOf } from "../../demo/github/webhooks.ts";

// Read and not imported: four megabytes of JSON are more than a type checker needs to see.
const file = createRequire(import.meta.url).resolve("@octokit/webhooks-examples/api.github.com/index.json");
const kinds: readonly ExampleKind[] = JSON.parse(readFileSync(file, "utf8"));
const webhooks = orderOfArrival(kinds);

describe("the 329 webhooks", () => {
  it("are all there, once each, and come in the same order every time", () => {
    expect(kinds).toHaveLength(58);
    expect(webhooks).toHaveLength(329);
    expect(new Set(webhooks.map(({ delivery }) => delivery)).size).toBe(329);
    expect(orderOfArrival(kinds)).toEqual(webhooks);
  });

  it("keep the life of a thing the right way round", () => {
    const actions = webhooks.flatMap(({ name, payload }) => (name === "issues" ? [payload["action"]] : []));
    expect(actions.indexOf("opened")).toBeLessThan(actions.indexOf("edited"));
    expect(actions.indexOf("deleted")).toBe(actions.length - 1);
  });

  it.each(webhooks.map((webhook) => [typeOf(webhook), webhook] as const))("fit their definition: %s", async (type, webhook) => {
    const { definition } = draftOf(webhook);
    expect(definition?.type).toBe(type);
    const result = await definition?.schema["~standard"].validate(webhook.payload);
    expect(result?.issues).toBeUndefined();
  });

  it("are named by kind and action", () => {
    expect(typeOf({ name: "issues", payload: { action: "opened" } })).toBe("github.issues.opened");
    expect(typeOf({ name: "push", payload: {} })).toBe("github.push");
    for (const webhook of webhooks) expect(typeOf(webhook)).toMatch(/^github\.[a-z0-9_]+(\.[a-z_-]+)?$/);
  });

  it("have one definition each, and none of them takes just anything", async () => {
    const types = definitions.map(({ type }) => type);
    expect(new Set(types).size).toBe(types.length);
    for (const definition of definitions) {
      const result = await definition.schema["~standard"].validate({});
      expect(result.issues, definition.type).toBeDefined();
    }
  });

  it("take at least as long as a day at work seems to", () => {
    const total = gaps(329).reduce((sum, gap) => sum + gap, 0);
    expect(total).toBeGreaterThan(60_000);
    expect(Math.min(...gaps(329))).toBeGreaterThan(0);
  });
});

describe("priorities", () => {
  it("failures go ahead of everything, stars wait, the rest is normal", () => {
    const priorities = new Map(webhooks.map((webhook) => [webhook, draftOf(webhook)]));
    for (const [webhook, { options, definition, type }] of priorities) {
      const priority = options?.priority ?? definition?.priority;
      const expected = hasFailed(webhook) ? "immediate" : /^github\.(star|watch)\./.test(type) ? "deferred" : "normal";
      expect(priority, type).toBe(expected);
    }
  });

  it.each([
    ["check_run", { check_run: { conclusion: "failure" } }],
    ["check_suite", { check_suite: { conclusion: "timed_out" } }],
    ["workflow_run", { workflow_run: { conclusion: "startup_failure" } }],
    ["status", { state: "error" }],
  ])("a failed %s is a failure", (name, payload) => {
    expect(hasFailed({ name, payload })).toBe(true);
  });

  it.each([
    ["check_run", { check_run: { conclusion: "success" } }],
    ["check_run", { check_run: { conclusion: null } }],
    ["status", { state: "pending" }],
    ["issues", { issue: { state: "open" } }],
  ])("%s %o is none", (name, payload) => {
    expect(hasFailed({ name, payload })).toBe(false);
  });
});

describe("the scenario", () => {
  async function played() {
    const scenario = createWebhookScenario(Promise.resolve(webhooks));
    await expect.poll(() => scenario.player.state.value.status).toBe("idle");
    scenario.player.publishAll();
    await expect.poll(() => scenario.player.state.value.status, { timeout: 10_000 }).toBe("finished");
    await scenario.bus.flush();
    return scenario;
  }

  it("delivers every webhook, and leaves none undelivered", async () => {
    const { bus, close } = await played();
    const types = bus.history.query("type:github.*").map(({ event }) => event.type);
    expect(types.toSorted()).toEqual(webhooks.map(typeOf).toSorted());
    expect(bus.history.undelivered()).toEqual([]);
    await close();
  });

  it("raises an alarm for each failure, caused by it", async () => {
    const { bus, tally, close } = await played();
    const failures = webhooks.filter(hasFailed);
    expect(tally.value.alarms).toBe(failures.length);
    for (const { event } of bus.history.query("type:ci.alarm-raised")) {
      const [cause] = bus.history.query(`id:${event.causationId}`);
      expect(cause?.event.topic).toMatch(/\.failure$/);
    }
    await close();
  });

  it("has exactly one fault, which mending and running it again puts right", async () => {
    const { bus, tally, mended, close } = await played();
    const failed = bus.history.query("is:failed");
    expect(failed.map(({ event }) => event.type)).toEqual(["github.release.published"]);
    const announced = tally.value.announced.length;
    mended.set(true);
    const position = failed[0]?.position;
    await bus.history.replay({ from: position, to: position, speed: "max" }).done;
    expect(tally.value.announced).toHaveLength(announced + 1);
    await close();
  });

  it("keeps a board of what is open, under review, talked about and done", async () => {
    const { cards, checks, close } = await played();
    const states = [...cards.value.values()].map(({ kind, number, state }) => `${kind} ${number} ${state}`);
    expect(states).toContain("issue 1 deleted");
    expect(states).toContain("issue 2 open");
    expect(states).toContain("pull request 2 open");
    expect([...checks.value.values()].some(({ outcome }) => outcome === "success")).toBe(true);
    await close();
  });

  it("keeps secrets and addresses out of what is recorded", async () => {
    const { bus, close } = await played();
    expect(bus.history.query('payload.hook.config.secret:"[redacted]"')).not.toEqual([]);
    const [push] = bus.history.query("type:github.push");
    expect(push?.event.payload).toMatchObject({ pusher: { name: "Codertocat", email: "[redacted]" } });
    await close();
  });

  it("starts over with empty boards and an empty history", async () => {
    const { bus, cards, player, restart, close } = await played();
    restart();
    player.pause();
    expect(cards.value.size).toBe(0);
    expect(bus.history.size).toBe(0);
    expect(player.state.value.published).toBe(0);
    await close();
  });

  it("refuses a broken webhook and says so", async () => {
    const { bus, publishBroken, trouble, close } = await played();
    publishBroken();
    expect(bus.history.undelivered()).toMatchObject([{ reason: "invalid", draft: { type: "github.issues.opened" } }]);
    expect(trouble.value).toContain("Refused");
    await close();
  });
});
