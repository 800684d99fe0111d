import { createBus, defineEvent, payload } from "eventdeck";
import { createProjection } from "eventdeck/projection";
import { describe, expect, it } from "vitest";

// Arrays of many elements are kept twice, once for immer; nobody is to notice.

interface Item {
  readonly id: number;
  readonly tags: readonly string[];
}
interface State {
  readonly items: readonly Item[];
  readonly byList: { readonly first: { readonly items: readonly Item[] }; readonly title: string };
  readonly title: string;
}

function items(): Item[] {
  return Array.from({ length: 200 }, (_, id) => ({ id, tags: [`tag ${id}`] }));
}
const tagged = defineEvent("item.tagged", payload<{ id: number; tag: string }>(), { priority: "immediate" });
const dropped = defineEvent("item.dropped", payload<{ id: number }>(), { priority: "immediate" });
const listed = defineEvent("list.tagged", payload<{ id: number; tag: string }>(), { priority: "immediate" });
const titled = defineEvent("list.titled", payload<{ title: string }>(), { priority: "immediate" });
const archived = defineEvent("list.archived", payload<object>(), { priority: "immediate" });

function setup() {
  const bus = createBus();
  const initial: State & { archive?: State["byList"] } = { items: items(), byList: { first: { items: items() }, title: "none" }, title: "none" };
  const projection = createProjection(bus, {
    name: "lists",
    initial,
    reducers: (on) => {
      on(tagged, (draft, { payload: { id, tag } }) => void draft.items.find((item) => item.id === id)?.tags.push(tag));
      on(dropped, (draft, { payload: { id } }) => void (draft.items = draft.items.filter((item) => item.id !== id)));
      on(listed, (draft, { payload: { id, tag } }) => void draft.byList.first.items[id]?.tags.push(tag));
      on(titled, (draft, { payload: { title } }) => void (draft.title = title));
      on(archived, (draft) => void (draft.archive = draft.byList));
    },
  });
  return { bus, projection };
}
function isFrozenThrough(value: unknown): boolean {
  return typeof value !== "object" || value === null || (Object.isFrozen(value) && Object.values(value).every(isFrozenThrough));
}

describe("a state with long arrays", () => {
  it("is frozen all through after every change", () => {
    const { bus, projection } = setup();
    bus.emitMany([
      tagged({ id: 7, tag: "a" }),
      titled({ title: "one" }),
      listed({ id: 3, tag: "b" }),
      archived({}),
      listed({ id: 4, tag: "c" }),
      dropped({ id: 9 }),
    ]);
    expect(isFrozenThrough(projection.state)).toBe(true);
    for (let position = 0; position <= bus.history.lastPosition; position++) expect(isFrozenThrough(projection.at(position))).toBe(true);
  });

  it("keeps what did not change identical", () => {
    const { bus, projection } = setup();
    bus.emit(tagged({ id: 7, tag: "a" }));
    const before = projection.state;
    bus.emit(tagged({ id: 8, tag: "b" }));
    expect(projection.state.items[7]).toBe(before.items[7]);
    expect(projection.state.items[8]).not.toBe(before.items[8]);
    expect(projection.state.byList).toBe(before.byList);
    bus.emit(dropped({ id: 0 }));
    expect(projection.state.items[6]).toBe(before.items[7]);
    bus.emit(titled({ title: "one" }));
    expect(projection.state.items[6]).toBe(before.items[7]);
  });

  it("does not change a state that somebody holds", () => {
    const { bus, projection } = setup();
    const states = [projection.state];
    for (let id = 0; id < 20; id++) {
      bus.emit(id % 3 === 0 ? dropped({ id }) : tagged({ id, tag: "x" }));
      bus.emit(listed({ id, tag: "y" }));
      states.push(projection.state);
    }
    expect(states[0]!.items).toEqual(items());
    for (const [index, state] of states.entries()) expect(projection.at(index * 2)).toEqual(state);
    projection.rebuild();
    expect(projection.state).toEqual(states.at(-1));
  });
});
