import { describe, expectTypeOf, it } from "vitest";
import type { BusEvent, EventKind } from "../../src/event/index.ts";
import { defineEvent, defineRequest, payload } from "../../src/event/index.ts";
import type { GlobPattern, Known, KnownOf, Selected, TopicMatches } from "../../src/routing/index.ts";

const added = defineEvent("cart.added", payload<{ sku: string }>());
const removed = defineEvent("cart.removed", payload<{ at: number }>());
const closed = defineEvent("cart.line.closed", payload<boolean>());
const moved = defineEvent("window.moved", payload<{ x: number }>(), { topic: "ui.window" });
const sensed = defineEvent("sensor.read", payload<number>(), { topic: (value) => (value > 9 ? "alarm.high" : "sensor.low") });
const priced = defineRequest("price.get", payload<string>(), payload<number>());
const forked = defineEvent("forked", payload<number>(), { topic: (value) => (value > 9 ? "a" : "b.c") });
const foreign = defineEvent("foreign.event", payload<"foreign">());

type K = KnownOf<readonly [typeof added, typeof removed, typeof closed, typeof moved, typeof sensed, typeof priced]>;
type Added = BusEvent<"cart.added", { sku: string }>;
type Removed = BusEvent<"cart.removed", { at: number }>;
type Closed = BusEvent<"cart.line.closed", boolean>;
type Moved = BusEvent<"window.moved", { x: number }>;
type Sensed = BusEvent<"sensor.read", number>;
type Priced = BusEvent<"price.get", string>;
type All = Added | Removed | Closed | Moved | Sensed | Priced;

// `toEqualTypeOf` tells `any` from everything else, so each equality below also says that there is no `any`; the first spells it out.
describe("the events that a selector can match", () => {
  it("are one for an exact topic", () => {
    expectTypeOf<Selected<K, "cart.added">>().not.toBeAny();
    expectTypeOf<Selected<K, "cart.added">>().toEqualTypeOf<Added>();
    expectTypeOf<Selected<K, "cart.added">["payload"]>().not.toBeAny();
    expectTypeOf<Selected<K, "price.get">>().toEqualTypeOf<Priced>();
    expectTypeOf<Selected<K, "cart.nothing">>().toEqualTypeOf<never>();
  });

  it("are the union of those whose topic a pattern matches", () => {
    expectTypeOf<Selected<K, "cart.*">>().not.toBeAny();
    expectTypeOf<Selected<K, "cart.*">>().toEqualTypeOf<Added | Removed>();
    expectTypeOf<Selected<K, "cart.#">>().not.toBeAny();
    expectTypeOf<Selected<K, "cart.#">>().toEqualTypeOf<Added | Removed | Closed>();
    expectTypeOf<Selected<K, "*.#.closed">>().toEqualTypeOf<Closed>();
    expectTypeOf<Selected<K, "#">>().not.toBeAny();
    expectTypeOf<Selected<K, "#">>().toEqualTypeOf<All>();
  });

  it("go by topic where it differs from the type", () => {
    expectTypeOf<Selected<K, "ui.*">>().toEqualTypeOf<Moved>();
    expectTypeOf<Selected<K, "window.*">>().toEqualTypeOf<never>();
  });

  it("include those that choose among topics, by any of these", () => {
    expectTypeOf<Selected<K, "alarm.#">>().not.toBeAny();
    expectTypeOf<Selected<K, "alarm.#">>().toEqualTypeOf<Sensed>();
    expectTypeOf<Selected<K, "sensor.low">>().toEqualTypeOf<Sensed>();
    expectTypeOf<Selected<K, "#.low">>().toEqualTypeOf<Sensed>();
    expectTypeOf<Selected<KnownOf<readonly [typeof forked]>, "#.a">>().toEqualTypeOf<BusEvent<"forked", number>>();
    expectTypeOf<Selected<K, "sensor.read">>().toEqualTypeOf<never>();
  });

  it("are a definition's own, registered or not", () => {
    expectTypeOf<Selected<K, typeof removed>>().not.toBeAny();
    expectTypeOf<Selected<K, typeof removed>>().toEqualTypeOf<Removed>();
    expectTypeOf<Selected<K, typeof priced>>().toEqualTypeOf<Priced>();
    expectTypeOf<Selected<K, typeof foreign>>().toEqualTypeOf<BusEvent<"foreign.event", "foreign">>();
    expectTypeOf<Selected<K, EventKind>>().toEqualTypeOf<BusEvent>();
  });

  it("are those of any member of an array", () => {
    expectTypeOf<Selected<K, readonly ["ui.*", typeof removed]>>().not.toBeAny();
    expectTypeOf<Selected<K, readonly ["ui.*", typeof removed]>>().toEqualTypeOf<Moved | Removed>();
    expectTypeOf<Selected<K, readonly ["ui.*", readonly ["cart.added", readonly [typeof foreign]]]>>().toEqualTypeOf<
      Moved | Added | BusEvent<"foreign.event", "foreign">
    >();
    expectTypeOf<Selected<K, readonly []>>().toEqualTypeOf<never>();
    expectTypeOf<Selected<K, ("cart.added" | "ui.window")[]>>().toEqualTypeOf<Added | Moved>();
  });

  it("may be all of them for a glob, an expression or a string of any text", () => {
    expectTypeOf<Selected<K, GlobPattern>>().not.toBeAny();
    expectTypeOf<Selected<K, GlobPattern>>().toEqualTypeOf<All>();
    expectTypeOf<Selected<K, RegExp>>().toEqualTypeOf<All>();
    expectTypeOf<Selected<K, string>>().not.toBeAny();
    expectTypeOf<Selected<K, string>>().toEqualTypeOf<All>();
    expectTypeOf<Selected<K, readonly string[]>>().toEqualTypeOf<All>();
  });

  it("are any event where none is registered", () => {
    expectTypeOf<KnownOf<readonly []>>().toEqualTypeOf<Known>();
    expectTypeOf<Selected<Known, "cart.*">>().not.toBeAny();
    expectTypeOf<Selected<Known, "cart.*">>().toEqualTypeOf<BusEvent>();
    expectTypeOf<Selected<Known, "cart.*">["payload"]>().toEqualTypeOf<unknown>();
  });

  it("keep each its own type, topic and payload", () => {
    expectTypeOf<KnownOf<readonly [typeof added, typeof moved]>>().toEqualTypeOf<
      Known<"cart.added", { sku: string }, "cart.added"> | Known<"window.moved", { x: number }, "ui.window">
    >();
  });
});

describe("topic matching of types", () => {
  type Matching =
    | TopicMatches<"a.b", "a.b">
    | TopicMatches<"*", "a">
    | TopicMatches<"a.*.c", "a.b.c">
    | TopicMatches<"a.#", "a">
    | TopicMatches<"a.#.#", "a">
    | TopicMatches<"a.#", "a.b.c">
    | TopicMatches<"#.c", "c">
    | TopicMatches<"#.c", "a.b.c">
    | TopicMatches<"#.c", "c.b.c">
    | TopicMatches<"a.#.b", "a.b">
    | TopicMatches<"a.#.b", "a.x.b.b">
    | TopicMatches<"#.#", "a">
    | TopicMatches<"*.#", "a">
    | TopicMatches<"#.*", "a">
    | TopicMatches<"#.b.#", "a.b.c">
    | TopicMatches<string, "a">
    | TopicMatches<"a", string>;
  type Other =
    | TopicMatches<"a", "b">
    | TopicMatches<"a", "a.b">
    | TopicMatches<"a.b", "a">
    | TopicMatches<"*", "a.b">
    | TopicMatches<"*.*", "a">
    | TopicMatches<"a*", "ab">
    | TopicMatches<"a.#.b", "a">
    | TopicMatches<"a.#.b", "b.b">
    | TopicMatches<"*.b.c", "b.c">
    | TopicMatches<"#.b", "a.b.c">
    | TopicMatches<"#.*.*", "a">;

  it("follows the rules of the routing table", () => {
    expectTypeOf<Matching>().toEqualTypeOf<true>();
    expectTypeOf<Other>().toEqualTypeOf<false>();
  });
});
