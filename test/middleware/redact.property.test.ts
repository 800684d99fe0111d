import { redact, type RedactOptions } from "eventdeck/middleware";
import * as fc from "../fast-check.ts";
import { describe, expect, test } from "vitest";
import { draft, openBus } from "./open-bus.ts";

/** The plan of a payload; `up` is a cycle to the container so many levels above. */
type Plan =
  | { readonly kind: "leaf"; readonly value: unknown }
  | { readonly kind: "up"; readonly levels: number }
  | { readonly kind: "array" | "set"; readonly items: readonly Plan[] }
  | { readonly kind: "record" | "map"; readonly members: readonly (readonly [name: string, plan: Plan])[]; readonly keyed: boolean };

const names = fc.constantFrom("a", "b", "c", "password", "Api_Key", "__proto__");
const leaves = fc.oneof(fc.string({ maxLength: 3 }), fc.integer(), fc.boolean(), fc.constant(null), fc.constant(undefined), fc.constant(new Date(0)));

function plans(cycles: boolean): fc.Arbitrary<Plan> {
  return fc.letrec<{ plan: Plan }>((tie) => {
    const members = fc.uniqueArray(fc.tuple(names, tie("plan")), { selector: ([name]) => name, maxLength: 4 });
    const items = fc.array(tie("plan"), { maxLength: 3 });
    return {
      plan: fc.oneof(
        { depthSize: "medium", withCrossShrink: true },
        leaves.map((value): Plan => ({ kind: "leaf", value })),
        ...(cycles ? [fc.integer({ min: 0, max: 3 }).map((levels): Plan => ({ kind: "up", levels }))] : []),
        fc.record({ kind: fc.constantFrom("array", "set"), items }),
        fc.record({ kind: fc.constantFrom("record", "map"), members, keyed: fc.boolean() }),
      ),
    };
  }).plan;
}

interface Step {
  readonly path: readonly string[];
  readonly above: readonly object[];
  readonly secret: boolean;
}
type IsSecret = (path: readonly string[]) => boolean;

/** The payload of a plan. Text in a secret place is marked; with `hide`, the place holds what redaction should leave there instead. */
function build(plan: Plan, isSecret: IsSecret, hide: boolean, at: Step = { path: ["payload"], above: [], secret: false }): unknown {
  const secret = at.secret || isSecret(at.path);
  if (plan.kind === "leaf") {
    if (secret && plan.value !== null && plan.value !== undefined) return hide ? "[redacted]" : "SECRET";
    return plan.value;
  }
  if (secret && hide) return "[redacted]";
  if (plan.kind === "up") return at.above[Math.max(0, at.above.length - 1 - plan.levels)];
  const container = plan.kind === "array" ? [] : plan.kind === "set" ? new Set() : plan.kind === "map" ? new Map() : {};
  const below = (path: readonly string[], member: Plan) => build(member, isSecret, hide, { path, above: [...at.above, container], secret });
  if ("items" in plan) {
    plan.items.forEach((item, index) => {
      const path = [...at.path, String(index)];
      if (Array.isArray(container)) container.push(below(path, item));
      // Each in an array of its own: equal members would be one.
      else if (container instanceof Set) container.add(below(path, { kind: "array", items: [item] }));
    });
    return container;
  }
  for (const [name, member] of plan.members) {
    const path = [...at.path, name];
    if (!(container instanceof Map))
      Object.defineProperty(container, name, { value: below(path, member), enumerable: true, writable: true, configurable: true });
    else if (!plan.keyed) container.set(name, below(path, member));
    // No path leads into the key of a map.
    else container.set({ note: below(["key", "note"], member) }, below([...at.path, ""], { kind: "leaf", value: 1 }));
  }
  return container;
}

const secretNames = /^(password|api_?key)$/i;
const secretByKey: IsSecret = (path) => path.length > 1 && secretNames.test(path.at(-1) ?? "");

/** Whether text that was marked as secret can be reached. */
function leaks(from: unknown): boolean {
  const found = new Set<unknown>([from]);
  for (const value of found) {
    if (typeof value !== "object" || value === null) continue;
    if (value instanceof Map) for (const entry of value) for (const part of entry) found.add(part);
    if (value instanceof Set) for (const item of value) found.add(item);
    for (const key of Reflect.ownKeys(value)) found.add(Reflect.getOwnPropertyDescriptor(value, key)?.value);
  }
  return found.has("SECRET");
}

function publish(options: RedactOptions, plan: Plan, isSecret: IsSecret) {
  const { bus, failures } = openBus({ middleware: [redact(options)] });
  const payload = build(plan, isSecret, false);
  let heard: unknown;
  bus.subscribe("#", (event) => (heard = event.payload));
  bus.emit(draft("a", payload));
  expect(failures).toEqual([]);
  // The live event is what was given, and was not changed.
  expect(heard).toBe(payload);
  expect(heard).toEqual(build(plan, isSecret, false));
  return { payload, recorded: bus.history.get(1)?.event.payload };
}

describe("redact, of any payload", () => {
  test("leaves no secret within reach, and everything else as it was, through maps, sets and cycles", () => {
    fc.assert(
      fc.property(plans(true), (plan) => {
        const { payload, recorded } = publish({}, plan, secretByKey);
        expect(leaks(recorded)).toBe(false);
        expect(recorded).toEqual(build(plan, secretByKey, true));
        if (!leaks(payload) && JSON.stringify(plan).search(/password|Api_Key/) === -1) expect(recorded).toBe(payload);
      }),
      { numRuns: 300 },
    );
  });

  const steps = fc.oneof(names, fc.constantFrom("*", "**", "0", "1", "note"));
  test("replaces exactly what its paths lead to", () => {
    fc.assert(
      fc.property(plans(false), fc.array(fc.array(steps, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 3 }), (plan, patterns) => {
        const matchers = patterns.map((pattern) => new RegExp(`^payload${pattern.map(toRegExp).join("")}$`, "i"));
        const isSecret: IsSecret = (path) => matchers.some((matcher) => matcher.test(path.join("/")));
        const paths = patterns.map((pattern) => `payload${pattern.map((step) => (/^[\d*]/.test(step) ? `[${step}]` : `.${step}`)).join("")}`);
        const { recorded } = publish({ paths, keys: [] }, plan, isSecret);
        expect(leaks(recorded)).toBe(false);
        expect(recorded).toEqual(build(plan, isSecret, true));
      }),
      { numRuns: 300 },
    );
  });
});

function toRegExp(step: string): string {
  return step === "**" ? "(?:/[^/]*)*" : step === "*" ? "/[^/]*" : `/${step}`;
}
