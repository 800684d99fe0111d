import { createBus, type Middleware } from "eventdeck";
import { describe, expect, it } from "vitest";
import { garbage } from "../garbage.ts";
import { immediate, openBus } from "../scheduling/virtual-bus.ts";

describe("use", () => {
  it("adds a middleware until its remover is called, more than once without harm", () => {
    const { bus, heard } = openBus();
    const noting: Middleware = { name: "m", beforePublish: ({ topic }) => void heard.push(topic) };
    const remove = bus.use(noting);
    bus.emit(immediate("a"));
    remove();
    remove();
    bus.emit(immediate("b"));
    expect(heard).toEqual(["a"]);
  });

  it("takes the same middleware twice, and each remover takes out its own", () => {
    const { bus, heard } = openBus();
    const noting: Middleware = { name: "m", beforePublish: ({ topic }) => void heard.push(topic) };
    const removers = [bus.use(noting), bus.use(noting)];
    bus.emit(immediate("a"));
    removers[0]?.();
    removers[0]?.();
    bus.emit(immediate("b"));
    expect(heard).toEqual(["a", "a", "b"]);
  });

  it("and its remover may be called while hooks run: this event sees the middleware as it was", () => {
    const { bus, heard } = openBus();
    const removers: (() => void)[] = [];
    const added: Middleware = { name: "added", beforePublish: () => void heard.push("added") };
    bus.use({
      name: "changes",
      beforePublish: () => {
        heard.push("changes");
        for (const remove of removers) remove();
        bus.use(added);
      },
    });
    removers.push(bus.use({ name: "removed", beforePublish: () => void heard.push("removed") }));
    bus.emit(immediate("a"));
    expect(heard).toEqual(["changes", "removed"]);
    heard.length = 0;
    bus.emit(immediate("b"));
    expect(heard).toEqual(["changes", "added"]);
  });

  it("and its remover may be called by handlers: the next call sees the change", () => {
    const { bus, heard } = openBus();
    const gate: Middleware = { name: "gate", beforeHandle: () => false };
    let remove: (() => void) | undefined;
    bus.subscribe("#", ({ topic }) => {
      heard.push(`first ${topic}`);
      remove = bus.use(gate);
    });
    bus.subscribe("#", ({ topic }) => heard.push(`second ${topic}`));
    bus.emit(immediate("a"));
    remove?.();
    expect(heard).toEqual(["first a"]);
    bus.emit(immediate("b"));
    expect(heard).toEqual(["first a", "first b"]);
  });

  it.each([
    [undefined, /name/],
    [{}, /name/],
    [{ name: "" }, /name/],
    [{ name: "m", beforePublish: "no" }, /beforePublish of "m"/],
    [{ name: "m", onError: {} }, /onError of "m"/],
  ])("refuses what is no middleware: %j", (middleware, message) => {
    expect(() => createBus().use(garbage(middleware))).toThrow(message);
    expect(() => createBus({ middleware: [garbage<Middleware>(middleware)] })).toThrow(TypeError);
  });
});
