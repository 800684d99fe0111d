import { describe, expect, it } from "vitest";
import {
  complete,
  completionsAt,
  deleteFilter,
  nearestTypes,
  PreferenceStore,
  recentFilters,
  rememberFilter,
  renameFilter,
  savedFilters,
  saveFilter,
  typeAskedFor,
  withTerm,
} from "../../devtools/model/index.ts";
import { compileQuery, createBus, defineEvent, payload } from "eventdeck";
import { createLocalTarget, type Vocabulary } from "../../devtools/target/index.ts";

const seen: Vocabulary = {
  types: ["cart.item-added", "cart.cleared", "order placed"],
  topics: ["cart.#"],
  sources: ["shop"],
  links: ["broadcast-channel", "worker"],
  handlers: ["CartBadge", "two words"],
  headers: ["tenant"],
  paths: [
    { path: "payload.items[0].sku", values: ["A-1", 'odd "one"'] },
    { path: 'payload."odd key"', values: ["1"] },
  ],
};

/** What is offered at the end of a text, and the text after the first of it was taken. */
function offered(text: string, caret = text.length) {
  const completions = completionsAt(text, caret, seen);
  const [first] = completions.items;
  return { labels: completions.items.map(({ label }) => label), after: first ? complete(text, completions, first) : undefined };
}

describe("completion", () => {
  it("offers keys with a line of help, then types", () => {
    expect(offered("").labels).toContain("payload.");
    expect(completionsAt("", 0, seen).items.every(({ help }) => help !== "")).toBe(true);
    expect(offered("ca").labels).toEqual(["causation:", "cart.item-added", "cart.cleared"]);
    expect(offered("hand").after).toEqual({ text: "handler:", caret: 8 });
  });

  it("offers values that were seen, quoted where they need it", () => {
    expect(offered("type:ord").after?.text).toBe('type:"order placed" ');
    expect(offered("is:un").after?.text).toBe("is:unheard ");
    expect(offered("handler:tw").after?.text).toBe('handler:"two words" ');
    expect(offered("priority:").labels).toEqual(["immediate", "normal", "deferred"]);
    expect(offered("header.t").after?.text).toBe("header.tenant:");
  });

  it("offers paths of payloads, and the values seen there", () => {
    expect(offered("payload.it").after?.text).toBe("payload.items[0].sku:");
    expect(offered("payload.items[0].sku:").labels).toEqual(["A-1", 'odd "one"']);
    expect(offered('payload.items[0].sku:"od').after?.text).toBe('payload.items[0].sku:"odd \\"one\\"" ');
    expect(offered('payload."odd key":').labels).toEqual(["1"]);
  });

  it("replaces only the term that the caret is in, and keeps a dash", () => {
    expect(offered("type:cart.c OR is:failed", 11).after).toEqual({ text: "type:cart.cleared OR is:failed", caret: 18 });
    expect(offered("is:failed -typ").after?.text).toBe("is:failed -type:");
    expect(offered("(type:cart.cl").after?.text).toBe("(type:cart.cleared ");
  });

  it("makes filters that the language takes", () => {
    for (const text of ["type:ord", "is:un", 'payload.items[0].sku:"od', "handler:tw", "payload.items[0].sku:"]) {
      expect(() => compileQuery(offered(text).after?.text ?? ")")).not.toThrow();
    }
  });
});

describe("the vocabulary of a bus", () => {
  it("has what was seen, without running a getter", async () => {
    const bus = createBus({ source: "shop" });
    const target = createLocalTarget(bus, { name: "shop" });
    const added = defineEvent("cart.added", payload<unknown>(), { priority: "immediate" });
    bus.subscribe(added, () => {}, { name: "CartBadge" });
    // An object of a class is left as it is by the bus, getters and all.
    class Cart {
      readonly items = [{ sku: "A-1" }];
      readonly refuses = new Proxy(
        {},
        {
          ownKeys: () => {
            throw new Error("It refuses to be looked into.");
          },
        },
      );
    }
    const trap = () => {
      throw new Error("A getter was run.");
    };
    bus.emit(added(Object.defineProperty(new Cart(), "trap", { enumerable: true, get: trap }), { headers: { tenant: "a" } }));
    bus.emit(added("no object"));
    const vocabulary = await target.events.vocabulary();
    expect(vocabulary).toMatchObject({ types: ["cart.added"], sources: ["shop"], handlers: ["CartBadge"], headers: ["tenant"] });
    expect(vocabulary.paths).toContainEqual({ path: "payload.items[0].sku", values: ["A-1"] });
    expect(await target.events.column("payload.items[0].sku", [1, 2, 99])).toEqual(["A-1", "", ""]);
    target.close();
    await bus.close();
  });
});

describe("narrowing", () => {
  it("adds a term to a filter, around alternatives with parentheses", () => {
    expect(withTerm("", "is:failed")).toBe("is:failed");
    expect(withTerm("cart", "-is:failed")).toBe("cart -is:failed");
    expect(withTerm("cart OR order", "is:failed")).toBe("(cart OR order) is:failed");
  });

  it("knows what was probably meant", () => {
    const types = ["cart.item-added", "cart.item-removed", "payment.failed"];
    expect(nearestTypes(typeAskedFor("type:cart.item-aded is:failed"), types)[0]).toBe("cart.item-added");
    expect(nearestTypes(typeAskedFor("payment.faild"), types)).toEqual(["payment.failed"]);
    expect(nearestTypes(typeAskedFor("is:failed"), types)).toEqual([]);
  });
});

describe("saved filters", () => {
  it("are kept, renamed and deleted, in storage that may hold anything", () => {
    const kept = new Map<string, string>([["eventdeck.panel", '{"filters.saved":[1]}']]);
    const storage = { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => void kept.set(key, value) };
    const preferences = new PreferenceStore(storage);
    expect(savedFilters(preferences)).toEqual([]);
    saveFilter(preferences, { name: " Failures ", text: "is:failed" });
    saveFilter(preferences, { name: "Cart", text: "type:cart.*" });
    renameFilter(preferences, "Failures", "Broken");
    deleteFilter(preferences, "Cart");
    expect(savedFilters(new PreferenceStore(storage))).toEqual([{ name: "Broken", text: "is:failed" }]);
    for (let n = 0; n < 12; n += 1) rememberFilter(preferences, `term${n}`);
    rememberFilter(preferences, "term5");
    expect(recentFilters(preferences)).toHaveLength(10);
    expect(recentFilters(preferences).slice(0, 2)).toEqual(["term5", "term11"]);
  });
});
