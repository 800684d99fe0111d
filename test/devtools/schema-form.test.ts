import { isDeepStrictEqual } from "node:util";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { createBus, defineEvent, type EventKind } from "eventdeck";
import { printJson, readJson } from "../../devtools/model/compose/compose-json.ts";
import {
  fieldsOf,
  formOf,
  grow,
  put,
  shownText,
  switchMode,
  takeBranch,
  takeOut,
  typedMistakes,
  typeInto,
  typeJson,
  rename,
  move,
  bringIn,
  type ComposeForm,
} from "../../devtools/model/compose/compose-form.ts";
import { absent, blankOf } from "../../devtools/model/compose/schema-blank.ts";
import { childrenOf, type Field, type FieldContext } from "../../devtools/model/compose/schema-field.ts";
import { createLocalTarget, type JsonSchema } from "../../devtools/target/index.ts";
import * as fc from "../fast-check.ts";

/** The schema as the panel gets it. */
async function schemaOf(schema: z.ZodType): Promise<JsonSchema> {
  const kinds: readonly EventKind[] = [defineEvent("probe.made", schema)];
  const target = createLocalTarget(createBus({ events: kinds }), { name: "test" });
  const [kind] = await target.compose.kinds();
  if (!kind?.inputSchema) throw new Error("zod offered no JSON Schema.");
  return kind.inputSchema;
}

function everyField(form: ComposeForm): readonly Field[] {
  const root = fieldsOf(form);
  const walk = (field: Field, context: FieldContext): Field[] => [field, ...childrenOf(field, context).flatMap((child) => walk(child, context))];
  return root ? walk(root.field, root.context) : [];
}

function fieldAt(form: ComposeForm, ...path: (string | number)[]): Field {
  const found = everyField(form).find(({ key }) => key === JSON.stringify(path));
  if (!found) throw new Error(`There is no field at ${path.join(".")}.`);
  return found;
}

/** Values of every kind that a payload may hold, also such as JSON has no form for. */
const anyValue = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.oneof(
      fc.string({ unit: "binary" }),
      fc.double(),
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      fc.bigInt(),
      fc.date({ noInvalidDate: true }),
      fc.constant(undefined),
    ),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(fc.oneof(fc.string(), fc.constantFrom("$date", "$kept", "$$x", "__proto__", "constructor", "0")), tie("value"), {
      maxKeys: 4,
      noNullPrototype: true,
    }),
    fc.array(fc.tuple(tie("value"), tie("value")), { maxLength: 3 }).map((pairs) => new Map(pairs)),
    fc.array(tie("value"), { maxLength: 3 }).map((items) => new Set(items)),
  ),
})).value;

const rich = z.object({
  name: z.string(),
  count: z.number().optional(),
  flag: z.boolean(),
  kind: z.enum(["a", "b"]),
  tags: z.array(z.string()),
  pair: z.tuple([z.string(), z.number()]),
  scores: z.record(z.string(), z.number()),
  shape: z.discriminatedUnion("type", [
    z.object({ type: z.literal("circle"), radius: z.number() }),
    z.object({ type: z.literal("square"), side: z.number(), label: z.string() }),
  ]),
  note: z.string().nullable(),
  big: z.bigint(),
  when: z.date(),
  extra: z.unknown().optional(),
});

const richValue = fc.record(
  {
    name: fc.string({ unit: "binary" }),
    count: fc.double(),
    flag: fc.boolean(),
    kind: fc.constantFrom("a", "b"),
    tags: fc.array(fc.string(), { maxLength: 4 }),
    pair: fc.tuple(fc.string(), fc.double()),
    scores: fc.dictionary(fc.string(), fc.double(), { maxKeys: 3, noNullPrototype: true }),
    shape: fc.oneof(
      fc.record({ type: fc.constant("circle"), radius: fc.double() }),
      fc.record({ type: fc.constant("square"), side: fc.double(), label: fc.string() }),
    ),
    note: fc.option(fc.string()),
    big: fc.bigInt(),
    when: fc.date({ noInvalidDate: true }),
    extra: anyValue,
  },
  { requiredKeys: ["name", "flag", "kind", "tags", "pair", "scores", "shape", "note", "big", "when"], noNullPrototype: true },
);

describe("a value in a form", () => {
  it("is the same value when nothing was changed, in the form, as JSON and back", () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        const kept: unknown[] = [];
        const read = readJson(printJson(value, kept), kept);
        expect(isDeepStrictEqual("value" in read && read.value, value), printJson(value, [])).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it("is the same value after every field was given the text that it shows", async () => {
    const schema = await schemaOf(rich);
    fc.assert(
      fc.property(richValue, (value) => {
        let form = formOf(schema, value);
        for (const field of everyField(form)) {
          // A text area of a group is its fields.
          if (field.control === "object" || field.control === "list" || field.control === "flag" || field.control === "choice") continue;
          if (field.control === "constant" || field.control === "nothing" || (field.value === absent && field.control === "text")) continue;
          form = typeInto(form, field, shownText(form, field));
        }
        expect(typedMistakes(form)).toEqual([]);
        expect(isDeepStrictEqual(form.value, value), printJson(form.value, [])).toBe(true);
      }),
      { numRuns: 100 },
    );
  });

  it("keeps everything beside the edited field the very same, whatever it is", async () => {
    class Money {
      constructor(readonly cents: bigint) {}
    }
    const schema = await schemaOf(z.object({ name: z.string(), price: z.unknown(), when: z.unknown(), by: z.unknown(), call: z.unknown() }));
    const value = { name: "a", price: new Money(5n), when: new Date(0), by: new Map([["k", 1n]]), call: () => 1 };
    const form = typeInto(formOf(schema, value), fieldAt(formOf(schema, value), "name"), "b");
    expect(form.value).toEqual({ ...value, name: "b" });
    expect(Reflect.get(Object(form.value), "price")).toBe(value.price);
    const json = switchMode(form, "json");
    const edited = typeJson(json, json.json.replace('"b"', '"c"'));
    expect(Reflect.get(Object(edited.value), "price")).toBe(value.price);
    expect(Reflect.get(Object(edited.value), "call")).toBe(value.call);
    expect(Reflect.get(Object(edited.value), "by")).toStrictEqual(value.by);
    expect(Reflect.get(Object(switchMode(edited, "form").value), "name")).toBe("c");
  });

  it("is never touched: getters do not run, and a proxy that throws stays", async () => {
    let ran = 0;
    const withGetter = Object.defineProperty({}, "secret", { enumerable: true, get: () => (ran += 1) });
    const proxy = new Proxy(
      {},
      {
        ownKeys: () => {
          throw new Error("no");
        },
        getPrototypeOf: () => {
          throw new Error("no");
        },
      },
    );
    const schema = await schemaOf(z.object({ a: z.object({ secret: z.number() }), b: z.unknown(), c: z.string() }));
    const value = { a: withGetter, b: proxy, c: "" };
    const form = typeInto(formOf(schema, value), fieldAt(formOf(schema, value), "c"), "x");
    for (const field of everyField(form)) shownText(form, field);
    expect(ran).toBe(0);
    expect(Reflect.get(Object(form.value), "b")).toBe(proxy);
  });
});

describe("fields", () => {
  it("tell absent from empty", async () => {
    const schema = await schemaOf(z.object({ note: z.string().optional() }));
    const form = formOf(schema, blankOf(schema, schema));
    expect(form.value).toEqual({});
    const there = bringIn(form, fieldAt(form, "note"));
    expect(there.value).toEqual({ note: "" });
    expect(takeOut(there, fieldAt(there, "note")).value).toEqual({});
  });

  it("let a number be typed character by character, and say when it is none", async () => {
    const schema = await schemaOf(z.object({ n: z.number() }));
    let form = formOf(schema, {});
    for (const text of ["-", "-1", "-1.", "-1.5", "-1.5e", "-1.5e2"]) {
      form = typeInto(form, fieldAt(form, "n"), text);
      expect(shownText(form, fieldAt(form, "n"))).toBe(text);
      expect(typedMistakes(form).length).toBe(["-", "-1.5e"].includes(text) ? 1 : 0);
    }
    expect(form.value).toEqual({ n: -150 });
    expect(typeInto(form, fieldAt(form, "n"), "").value).toEqual({});
  });

  it("keep carriage returns that a text area takes out", async () => {
    const schema = await schemaOf(z.object({ text: z.string() }));
    const form = formOf(schema, { text: "a\r\nb" });
    expect(typeInto(form, fieldAt(form, "text"), "a\nb!").value).toEqual({ text: "a\r\nb!" });
  });

  it("add, move, remove and rename", async () => {
    const schema = await schemaOf(z.object({ list: z.array(z.string()), map: z.record(z.string(), z.number()) }));
    let form = formOf(schema, { list: ["a", "b"], map: { x: 1 } });
    form = grow(form, fieldAt(form, "list"));
    form = typeInto(form, fieldAt(form, "list", 2), "c");
    form = move(form, fieldAt(form, "list", 2), -2);
    form = takeOut(form, fieldAt(form, "list", 1));
    form = grow(form, fieldAt(form, "map"), "y");
    expect(rename(form, fieldAt(form, "map", "y"), "x")).toBe("taken");
    const renamed = rename(form, fieldAt(form, "map", "x"), "z");
    expect(renamed !== "taken" && renamed.value).toEqual({ list: ["c", "b"], map: { z: 1, y: undefined } });
  });

  it("forget no text of a neighbour when an optional field is removed", async () => {
    const schema = await schemaOf(z.object({ n: z.number(), note: z.string().optional() }));
    let form = formOf(schema, { n: 1, note: "x" });
    form = typeInto(form, fieldAt(form, "n"), "1e");
    form = takeOut(form, fieldAt(form, "note"));
    expect(shownText(form, fieldAt(form, "n"))).toBe("1e");
  });

  it("find the branch of a union by its literal, and give back what a branch held", async () => {
    const schema = await schemaOf(rich.pick({ shape: true }));
    let form = formOf(schema, { shape: { type: "square", side: 2, label: "hall" } });
    expect(fieldAt(form, "shape").branches).toMatchObject({ names: ["circle", "square"], chosen: 1 });
    form = takeBranch(form, fieldAt(form, "shape"), 0);
    expect(form.value).toEqual({ shape: { type: "circle" } });
    form = takeBranch(form, fieldAt(form, "shape"), 1);
    expect(form.value).toEqual({ shape: { type: "square", side: 2, label: "hall" } });
  });

  it("switch between null and a text", async () => {
    const schema = await schemaOf(z.object({ note: z.string().nullable() }));
    let form = formOf(schema, { note: null });
    form = takeBranch(form, fieldAt(form, "note"), 0);
    expect(form.value).toEqual({ note: "" });
    form = takeBranch(form, fieldAt(form, "note"), 1);
    expect(form.value).toEqual({ note: null });
  });

  it("follow references as deep as the value goes, and no deeper", async () => {
    const node: z.ZodType = z.object({
      name: z.string(),
      get children() {
        return z.array(node).optional();
      },
    });
    const schema = await schemaOf(node);
    const form = formOf(schema, { name: "a", children: [{ name: "b", children: [{ name: "c" }] }] });
    expect(fieldAt(form, "children", 0, "children", 0, "name").control).toBe("text");
    expect(fieldAt(form, "children", 0, "children", 0, "children").value).toBe(absent);
  });

  it("show what does not fit as JSON, and members that the schema does not name", async () => {
    const schema = await schemaOf(z.object({ n: z.number() }));
    const form = formOf(schema, { n: "seven", more: [1] });
    expect(fieldAt(form, "n")).toMatchObject({ control: "json", mismatch: "number" });
    expect(fieldAt(form, "more")).toMatchObject({ control: "json", free: true });
    expect(typeInto(form, fieldAt(form, "n"), "7").value).toEqual({ n: 7, more: [1] });
  });

  it("help with descriptions and defaults", async () => {
    const schema = await schemaOf(z.object({ n: z.number().default(3).describe("How many") }));
    expect(fieldAt(formOf(schema, {}), "n")).toMatchObject({ help: "How many", required: false, fallback: 3 });
  });
});

describe("JSON", () => {
  it("says where it stops being JSON", () => {
    const cases: readonly (readonly [string, number, number, RegExp])[] = [
      ['{\n  "a": 1,\n}', 3, 1, /comma too many/],
      ['{\n  "a" 1\n}', 2, 7, /colon/],
      ["[1 2]", 1, 4, /comma or/],
      ["{ a: 1 }", 1, 3, /double quotes/],
      ['{"a": undefined}', 1, 7, /no value/],
      ['{"a": 1', 1, 8, /missing at the end/],
      ['"abc', 1, 1, /closing quote/],
      ["[01]", 1, 2, /no value/],
      ["1 1", 1, 3, /too much/],
    ];
    for (const [text, line, column, message] of cases) {
      const read = readJson(text, []);
      expect({ text, ...read }).toMatchObject({ text, line, column });
      expect("message" in read && read.message).toMatch(message);
    }
  });

  it("agrees with JSON.parse about what is JSON", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.json(),
          fc.json().chain((text) => fc.nat(text.length).map((at) => text.slice(0, at) + text.slice(at + 1))),
        ),
        (text) => {
          let isJson = true;
          try {
            JSON.parse(text);
          } catch {
            isJson = false;
          }
          expect("value" in readJson(text, [])).toBe(isJson);
        },
      ),
    );
  });

  it("keeps what is too much to be edited by hand", () => {
    const much = Array.from({ length: 50_000 }, (_, index) => [index]);
    const kept: unknown[] = [];
    const text = printJson({ much, name: "a" }, kept);
    expect(text.length).toBeLessThan(5_000_000);
    const read = readJson(text.replace('"name": "a"', '"name": "b"'), kept);
    expect("value" in read && read.value).toEqual({ much, name: kept.includes("a") ? "a" : "b" });
  });

  it("puts an empty payload as absent", () => {
    expect(typeJson(formOf(undefined, { a: 1 }), " ").value).toBe(absent);
    expect(put(formOf(undefined, absent), ["a"], 1).value).toEqual({ a: 1 });
  });
});
