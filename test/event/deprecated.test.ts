import { readFileSync } from "node:fs";
import { createBus, defineEvent, type EventDraft, payload } from "eventdeck";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

const source = readFileSync(new URL(import.meta.url), "utf8").split("\n");
const warn = vi.fn<(text: string) => void>();
beforeEach(() => {
  vi.spyOn(console, "warn").mockImplementation(warn);
});
afterEach(() => {
  vi.restoreAllMocks();
  warn.mockClear();
});

/** A deprecated event, new to every bus. */
function old(): () => EventDraft {
  return defineEvent("cart.old", payload<void>(), { priority: "immediate", deprecated: "use cart.added" });
}
/** Where the warning says it was caused: the text of that line in this file. */
function placeWarnedOf(): string | undefined {
  const text = String(warn.mock.calls[0]?.[0]);
  const [, line] = /deprecated\.test\.ts[^:]*:(\d+):\d+\)+$/.exec(text) ?? [];
  return source[Number(line) - 1]?.trim().replace(/^.*\/\/ /, "");
}

describe("a deprecated event", () => {
  it("is warned of once, with what to do", () => {
    const bus = createBus();
    const draft = old();
    bus.emit(draft());
    bus.emit(draft());
    bus.emitMany([draft(), draft()]);
    expect(warn).toHaveBeenCalledTimes(1);
    expect(warn.mock.calls[0]?.[0]).toContain('"cart.old" is deprecated: use cart.added');
  });

  it("is still delivered", () => {
    const bus = createBus();
    const heard: string[] = [];
    bus.subscribe("#", ({ type }) => heard.push(type));
    bus.emit(old()());
    expect(heard).toEqual(["cart.old"]);
  });

  it("is warned of when it is emitted, not when it is defined, drafted, subscribed to or explained", () => {
    const bus = createBus();
    const draft = old();
    bus.subscribe("cart.old", () => {});
    bus.explain(draft());
    expect(warn).not.toHaveBeenCalled();
  });

  it("is warned of when its draft was made by hand", () => {
    const definition = defineEvent("cart.old", payload<void>(), { deprecated: "use cart.added" });
    createBus({ events: [definition] }).emit({ type: "cart.old", input: undefined });
    expect(warn).toHaveBeenCalledTimes(1);
  });

  describe("is warned of with the place of", () => {
    const draft = () => old()();
    it("emit", () => {
      createBus().emit(draft()); // this emit
      expect(placeWarnedOf()).toBe("this emit");
    });
    it("emitMany", () => {
      createBus().emitMany([draft()]); // this emitMany
      expect(placeWarnedOf()).toBe("this emitMany");
    });
    it("publish", async () => {
      await createBus().publish(draft()); // this publish
      expect(placeWarnedOf()).toBe("this publish");
    });
    it("publishMany", async () => {
      await createBus().publishMany([draft()]); // this publishMany
      expect(placeWarnedOf()).toBe("this publishMany");
    });
    it("an emit in a handler, not the one that it handles", () => {
      const bus = createBus();
      bus.subscribe("outer", (_, { emit }) => {
        emit(draft()); // the inner one
      });
      bus.emit({ type: "outer", input: 1, options: { priority: "immediate" } });
      expect(placeWarnedOf()).toBe("the inner one");
    });
    it("a publish in a handler, though the handler runs inside an emit", () => {
      const bus = createBus();
      bus.subscribe("outer", () => {
        void bus.publish(draft()); // the inner publish
      });
      bus.emit({ type: "outer", input: 1, options: { priority: "immediate" } });
      expect(placeWarnedOf()).toBe("the inner publish");
    });
  });
});
