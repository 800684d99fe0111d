import type { StandardSchemaV1 } from "@standard-schema/spec";
import { BusError, createBus, defineEvent, EventValidationError, payload } from "eventdeck";
import { microtasks } from "eventdeck/testing";
import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import * as mini from "zod/mini";
import { garbage } from "../garbage.ts";

/** What a bus throws for an input; fails when it takes it. */
function refusal(definition: (input: never) => { readonly type: string; readonly input: unknown }, input: unknown): EventValidationError {
  const bus = createBus();
  try {
    bus.emit(definition(garbage(input)));
  } catch (error) {
    expect(error).toBeInstanceOf(EventValidationError);
    expect(error).toBeInstanceOf(BusError);
    expect(bus.history.size).toBe(0);
    return garbage(error);
  }
  throw new Error("It was taken.");
}
function schemaOf<Input, Output>(validate: (value: unknown) => unknown): StandardSchemaV1<Input, Output> {
  return { "~standard": { version: 1, vendor: "test", validate: (value) => garbage(validate(value)) } };
}

describe("a schema", () => {
  it.each([
    ["zod", z.object({ sku: z.string(), count: z.number().default(1) })],
    [
      "zod/mini",
      mini.pipe(
        mini.object({ sku: mini.string() }),
        mini.transform(({ sku }) => ({ sku, count: 1 })),
      ),
    ],
    ["valibot", v.object({ sku: v.string(), count: v.optional(v.number(), 1) })],
  ])("of %s turns the input into the payload", (_, schema: StandardSchemaV1<{ sku: string }, { sku: string; count: number }>) => {
    const added = defineEvent("cart.added", schema);
    expect(createBus().emit(added({ sku: "A" })).payload).toEqual({ sku: "A", count: 1 });
    const { issues } = refusal(added, { sku: 5 });
    expect(issues).toHaveLength(1);
    expect(issues[0]?.path?.map((part) => (typeof part === "object" ? part.key : part))).toEqual(["sku"]);
  });

  it("made by hand turns the input into the payload", () => {
    const doubled = defineEvent(
      "number.doubled",
      schemaOf<number, number>((value) => ({ value: Number(value) * 2 })),
    );
    expect(createBus().emit(doubled(21)).payload).toBe(42);
  });

  it("made as a function, as arktype does, is one", () => {
    const { "~standard": standard } = schemaOf<number, number>((value) => ({ value }));
    const schema = Object.assign(() => undefined, { "~standard": standard });
    expect(createBus().emit(defineEvent("a", schema)(1)).payload).toBe(1);
  });

  it("that transforms gives handlers, history and the emitter the same payload", () => {
    const bus = createBus();
    const dated = defineEvent("dated", z.object({ at: z.string().transform((text) => text.length) }), { priority: "immediate" });
    const heard: unknown[] = [];
    bus.subscribe(dated, (event) => heard.push(event.payload));
    const { payload: returned } = bus.emit(dated({ at: "now" }));
    expect(heard).toEqual([{ at: 3 }]);
    expect(heard[0]).toBe(returned);
    expect(bus.history.get(1)?.event.payload).toBe(returned);
  });

  it("is asked once per emit", () => {
    let asked = 0;
    const counted = defineEvent(
      "counted",
      schemaOf<number, number>((value) => ({ value, asked: ++asked })),
      { priority: "immediate" },
    );
    const bus = createBus({ events: [counted] });
    bus.subscribe("#", () => {});
    bus.emit(counted(1));
    expect(asked).toBe(1);
  });

  it("that refuses names the event, the place and the reason", () => {
    const ordered = defineEvent("shop.ordered", z.object({ lines: z.array(z.object({ count: z.number() })) }));
    const error = refusal(ordered, { lines: [{ count: 1 }, { count: "many" }] });
    expect(error).toMatchObject({ code: "ERR_EVENT_INVALID", name: "EventValidationError", type: "shop.ordered" });
    expect(error.message).toContain('"shop.ordered" has an invalid payload: lines.1.count: ');
    expect(error.message).toContain("Nothing was published.");
  });

  it("that refuses for many reasons has five spelled out, and all of them in `issues`", () => {
    const many = defineEvent(
      "many",
      schemaOf<object, object>(() => ({ issues: Array.from({ length: 8 }, (_, index) => ({ message: `reason ${index}`, path: [{ key: "list" }, index] })) })),
    );
    const error = refusal(many, {});
    expect(error.issues).toHaveLength(8);
    expect(error.message).toMatch(/list\.0: reason 0; .*list\.4: reason 4; and 3 more/);
  });

  it("that throws is an error of ours, with the cause kept", () => {
    const cause = new Error("broken schema");
    const broken = defineEvent("broken", {
      "~standard": {
        version: 1,
        vendor: "test",
        validate: () => {
          throw cause;
        },
      },
    });
    const error = refusal(broken, 1);
    expect(error.message).toContain("broken schema");
    expect(error.cause).toBe(cause);
  });

  it.each([[undefined], [null], [5]])("that returns %s instead of a result is an error of ours", (returned) => {
    expect(
      refusal(
        defineEvent(
          "odd",
          schemaOf<number, number>(() => returned),
        ),
        1,
      ).message,
    ).toContain(`"odd" has an invalid payload`);
  });

  it.each([
    ["resolves", z.string().refine(async () => true)],
    ["refuses", z.string().refine(async () => false)],
    ["rejects", schemaOf<string, string>(() => Promise.reject(new Error("not to be seen")))],
  ])("that is asynchronous and %s is refused with what to do, and leaves no rejection behind", async (_, schema) => {
    const unhandled: unknown[] = [];
    const listen = (reason: unknown) => unhandled.push(reason);
    process.on("unhandledRejection", listen);
    const error = refusal(defineEvent("slow", schema), "text");
    expect(error.message).toBe('The schema of "slow" is asynchronous, and publishing is not: await such checks first and emit their result.');
    await microtasks();
    await microtasks();
    process.off("unhandledRejection", listen);
    expect(unhandled).toEqual([]);
  });

  it("`payload()` takes everything as it is, by reference", () => {
    const bus = createBus();
    const any = defineEvent("any", payload<unknown>());
    for (const input of [undefined, null, 0, "", false, Number.NaN, 10n, Symbol.iterator, () => 1]) expect(bus.emit(any(input)).payload).toBe(input);
    const input = { a: 1 };
    expect(bus.emit(any(input)).payload).toBe(input);
  });
});

describe("an optional input", () => {
  it("may be left out", () => {
    const bus = createBus();
    const opened = defineEvent("app.opened", payload<void>());
    const filtered = defineEvent("list.filtered", z.string().optional());
    const sized = defineEvent("list.sized", z.number().default(20));
    expect(bus.emit(opened()).payload).toBeUndefined();
    expect(bus.emit(filtered()).payload).toBeUndefined();
    expect(bus.emit(filtered("a")).payload).toBe("a");
    expect(bus.emit(sized()).payload).toBe(20);
    expect(bus.emit(opened(undefined, { subject: "window 1" }))).toMatchObject({ subject: "window 1", payload: undefined });
  });
});

describe("what was refused", () => {
  it("is kept as undelivered, with the draft and the message, and counted", () => {
    const bus = createBus();
    const added = defineEvent("cart.added", z.string());
    expect(() => bus.emit(added(garbage(5)))).toThrow(EventValidationError);
    const [attempt, ...others] = bus.history.undelivered();
    expect(others).toEqual([]);
    expect(attempt).toMatchObject({ reason: "invalid", draft: { type: "cart.added", input: 5 }, after: 0 });
    expect(attempt?.event).toBeUndefined();
    expect(attempt?.by).toContain('"cart.added" has an invalid payload');
    expect(bus.metrics().undelivered.invalid).toBe(1);
    expect(bus.metrics().emitted).toBe(0);
  });

  it("rejects `publish` and `request` instead of throwing", async () => {
    const bus = createBus();
    const added = defineEvent("cart.added", z.string());
    bus.respond(added, () => 1);
    await expect(bus.publish(added(garbage(5)))).rejects.toThrow(EventValidationError);
    await expect(bus.publishMany([added("fine"), added(garbage(5))])).rejects.toThrow(EventValidationError);
    await expect(bus.request(added(garbage(5)))).rejects.toThrow(EventValidationError);
    expect(bus.history.size).toBe(0);
  });
});
