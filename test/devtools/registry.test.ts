import { afterEach, describe, expect, it } from "vitest";
import { createBus } from "eventdeck";
import { registerBus, registeredTargets } from "../../devtools/target/index.ts";

const leave: (() => void)[] = [];
afterEach(() => {
  for (const end of leave.splice(0)) end();
});

function register(bus = createBus(), name = "shop"): () => void {
  const end = registerBus(bus, name);
  leave.push(end);
  return end;
}

function names(): readonly string[] {
  return registeredTargets().state.map(({ name }) => name);
}

describe("registerBus", () => {
  it("makes buses known in the order in which they came, and takes them back", () => {
    let changes = 0;
    leave.push(registeredTargets().subscribe(() => (changes += 1)));
    const end = register();
    register(createBus(), "stock");
    expect(names()).toEqual(["shop", "stock"]);
    end();
    end();
    expect(names()).toEqual(["stock"]);
    expect(changes).toBe(3);
  });

  it("knows a bus once, however many parts of an application register it, until all have taken it back", () => {
    const bus = createBus();
    const first = register(bus);
    const second = register(bus);
    expect(names()).toEqual(["shop"]);
    first();
    expect(names()).toEqual(["shop"]);
    second();
    expect(names()).toEqual([]);
  });

  it("tells buses of the same name apart", () => {
    register();
    register();
    const ids = registeredTargets().state.map(({ id }) => id);
    expect(new Set(ids).size).toBe(2);
  });

  it("refuses a name that the picker could not show", () => {
    expect(() => registerBus(createBus(), " ")).toThrow(/needs a name/);
    expect(names()).toEqual([]);
  });
});
