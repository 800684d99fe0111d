import { type Clock, defineEvent, payload } from "eventdeck";
import { logger, type LogSink, redact } from "eventdeck/middleware";
import { describe, expect, test, vi } from "vitest";
import { draft, openBus } from "./open-bus.ts";

function collect() {
  const lines: string[] = [];
  const details: unknown[] = [];
  const writer = (level: string) => (line: string, more?: unknown) => {
    lines.push(`${level}: ${line}`);
    if (more !== undefined) details.push(more);
  };
  const sink: LogSink = { debug: writer("debug"), info: writer("info"), warn: writer("warn"), error: writer("error") };
  return { lines, details, sink };
}

/** Time that passes only when a handler says so. */
function handClock() {
  const clock: Clock & { ms: number } = { ms: 0, now: () => clock.ms, monotonic: () => clock.ms, schedule: () => () => {} };
  return clock;
}

describe("logger", () => {
  test("writes a line for each recorded event, without its payload", () => {
    const { lines, details, sink } = collect();
    const { bus } = openBus({ middleware: [logger({ sink })] });
    bus.emit(draft("cart.item-added", { sku: "A-1" }));
    bus.emit(draft("cart.item-added", { sku: "A-2" }, { topic: "shop.7" }));
    expect(lines).toEqual(["info: cart.item-added #1", "info: cart.item-added on shop.7 #2"]);
    expect(details).toEqual([]);
  });

  test("writes to the console unless told otherwise", () => {
    const info = vi.spyOn(console, "info").mockImplementation(() => {});
    const { bus } = openBus({ middleware: [logger()] });
    bus.emit(draft("started"));
    expect(info).toHaveBeenCalledExactlyOnceWith("started #1");
    info.mockRestore();
  });

  test("writes each handler's outcome with the time it took, a slow one as a warning, a failure with its error", () => {
    const { lines, details, sink } = collect();
    const clock = handClock();
    const { bus, failures } = openBus({ clock, middleware: [logger({ sink, level: "debug", slowMs: 16 })] });
    const boom = new Error("boom");
    bus.subscribe("cart.#", () => void (clock.ms += 1.25), { name: "badge" });
    bus.subscribe("cart.#", () => void (clock.ms += 20), { name: "totals" });
    const failing = () => {
      clock.ms += 3;
      throw boom;
    };
    bus.subscribe("cart.#", failing, { name: "stock" });
    bus.subscribe("cart.#", failing, { name: "tax", onError: () => {} });
    bus.emit(draft("cart.cleared"));
    expect(lines).toEqual([
      "info: cart.cleared #1",
      "debug: cart.cleared -> badge: ok, 1.3 ms",
      "warn: cart.cleared -> totals: ok, 20.0 ms",
      "error: cart.cleared -> stock: failed, 3.0 ms",
      "error: cart.cleared -> tax: failed, 3.0 ms",
    ]);
    expect(details).toEqual([boom, boom]);
    expect(failures.map(({ error }) => error)).toEqual([boom]);
  });

  test("writes an async handler's outcome when it has settled", async () => {
    const { lines, sink } = collect();
    const { bus } = openBus({ clock: handClock(), middleware: [logger({ sink, level: "error" })] });
    bus.subscribe("job", () => Promise.reject(new Error("late")), { name: "worker" });
    await bus.publish(draft("job"));
    expect(lines).toEqual(["error: job -> worker: failed, 0.0 ms"]);
  });

  test("writes the failure of a hook under the hook's name, and that of a filter once", () => {
    const { lines, sink } = collect();
    const broken = {
      name: "broken",
      onRecord() {
        throw new Error("hook");
      },
    };
    const { bus } = openBus({ clock: handClock(), middleware: [logger({ sink, level: "error" }), broken] });
    const filter = () => {
      throw new Error("filter");
    };
    bus.subscribe("a", () => {}, { name: "one", filter });
    bus.emit(draft("a"));
    expect(lines).toEqual(["error: a -> broken: failed", "error: a -> one: failed, 0.0 ms"]);
  });

  test.each([
    ["debug", 4],
    ["info", 3],
    ["warn", 2],
    ["error", 1],
  ] as const)("at level %s leaves out what is less severe", (level, count) => {
    const { lines, sink } = collect();
    const clock = handClock();
    const { bus } = openBus({ clock, middleware: [logger({ sink, level, slowMs: 5 })] });
    bus.subscribe("a", () => {});
    bus.subscribe("a", () => void (clock.ms += 6));
    bus.subscribe("a", () => Promise.reject(new Error("no")));
    bus.subscribe("a", () => {
      throw new Error("no");
    });
    bus.emit(draft("a"));
    expect(lines).toHaveLength(count);
  });

  test("refuses a level that it does not know", () => {
    // @ts-expect-error -- what JavaScript may pass
    expect(() => logger({ level: "loud" })).toThrow(/use debug, info, warn, error/);
  });

  const itemAdded = defineEvent("cart.item-added", payload<{ sku: string }>(), { priority: "immediate", topic: "shop.cart" });
  test.each([
    ["a topic pattern", "shop.*"],
    ["a definition", itemAdded],
    ["a predicate", (event: { readonly source: string; readonly type: string }) => event.source === "test" && event.type !== "other"],
    ["a list", ["nothing", itemAdded]],
  ])("writes only the events that %s matches", (_, match) => {
    const { lines, sink } = collect();
    const { bus } = openBus({ middleware: [logger({ sink, match })] });
    bus.emit(draft("other"));
    bus.emit(itemAdded({ sku: "A-1" }));
    expect(lines).toEqual(["info: cart.item-added on shop.cart #2"]);
  });

  test("hands over the payload on request, as redaction leaves it", () => {
    const { details, sink } = collect();
    const { bus } = openBus({ middleware: [logger({ sink, payload: true }), redact()] });
    bus.emit(draft("login", { user: "ada", password: "1815" }));
    expect(details).toEqual([{ user: "ada", password: "[redacted]" }]);
  });

  test("still writes the line when the payload or the error cannot be shown", () => {
    const lines: string[] = [];
    const show = (line: string, ...details: unknown[]) => void lines.push([line, ...details.map((detail) => JSON.stringify(detail))].join(" "));
    const { bus, failures } = openBus({
      clock: handClock(),
      middleware: [logger({ payload: true, sink: { debug: show, info: show, warn: show, error: show } })],
    });
    bus.subscribe(
      "t",
      () => {
        throw Object.assign(new Error("odd"), { big: 1n });
      },
      { name: "odd" },
    );
    const input: Record<string, unknown> = { big: 1n };
    input.self = input;
    bus.emit(draft("odd", input, { topic: "t" }));
    expect(lines).toEqual(["odd on t #1 (its details cannot be shown)", "odd on t -> odd: failed, 0.0 ms (its details cannot be shown)"]);
    expect(failures).toHaveLength(1);
  });

  test("keeps to one line and writes no console directives, whatever the names", () => {
    const { lines, sink } = collect();
    const { bus } = openBus({ middleware: [logger({ sink })] });
    bus.emit(draft("a", null, { topic: "x\nerror: all is lost \u001b[2J\u2028%c" }));
    expect(lines).toEqual([String.raw`info: a on x\u000aerror: all is lost \u001b[2J\u2028\u0025c #1`]);
  });
});
