import type { JsonSchema } from "../../target/index.ts";
import { absent, define } from "./schema-blank.ts";
import { controlOf } from "./schema-control.ts";
import { branchesOf, choicesOf, isSchema, itemsOf, numberIn, propertiesOf, requiredOf, resolveSchema, restOf, textIn } from "./schema-read.ts";
import { sampleNumber } from "./sample-number.ts";
import { sampleText } from "./sample-text.ts";
import { createRandom, type Random } from "./sample-random.ts";

/** Optional members are filled in to this depth, required ones deeper: a schema that contains itself has no end. */
const optionalLevels = 3;
const mostLevels = 24;
const mostItems = 50;

interface Sampling {
  readonly root: JsonSchema;
  readonly random: Random;
  /** Grows with every value, so that no two are alike. */
  count: number;
}

/**
 * A sensible value for a schema, the same for the same seed: examples and defaults first, then what the member's name suggests, within the bounds that the schema states.
 * `absent` where the schema does not tell what it takes.
 *
 * @param seed - another one gives another sample. @default 0
 */
export function sampleOf(schema: JsonSchema, seed = 0): unknown {
  return sample(schema, "", 0, { root: schema, random: createRandom(seed), count: seed });
}

function sample(schema: unknown, name: string, level: number, sampling: Sampling): unknown {
  const { root, random } = sampling;
  const resolved = resolveSchema(schema, root);
  sampling.count += 1;
  const given = givenBy(resolved, random);
  if (given !== absent) return given;
  switch (controlOf(resolved, root)) {
    case "object":
      return sampleObject(resolved, level, sampling);
    case "list":
      return sampleList(resolved, name, level, sampling);
    case "union":
      return sampleUnion(resolved, name, level, sampling);
    case "choice":
      return random.pick(choicesOf(resolved, root) ?? []);
    default:
      return sampleLeaf(resolved, name, sampling);
  }
}

function sampleLeaf(schema: JsonSchema, name: string, { root, random, count }: Sampling): unknown {
  switch (controlOf(schema, root)) {
    case "text":
      return sampleText(schema, name, count, random);
    case "number":
      return sampleNumber(schema, name, random);
    case "flag":
      return random.below(2) === 1;
    case "constant":
      return schema["const"];
    case "nothing":
      return null;
    case "bigint":
      return BigInt(1_000 + random.below(9_000));
    case "date":
      return new Date(Date.UTC(2026, random.below(12), 1 + random.below(28), 9 + random.below(9)));
    case "json":
      // Anything goes where nothing is said.
      return "x-eventdeck" in schema ? sampleMark(schema["x-eventdeck"]) : sampleText(schema, name, count, random);
    default:
      return absent;
  }
}

function sampleMark(mark: unknown): unknown {
  if (mark === "map") return new Map();
  if (mark === "set") return new Set();
  return mark === "nan" ? Number.NaN : absent;
}

function givenBy(schema: JsonSchema, random: Random): unknown {
  const { examples } = schema;
  if (Array.isArray(examples) && examples.length > 0) return random.pick(examples);
  return "default" in schema ? schema["default"] : absent;
}

function sampleObject(schema: JsonSchema, level: number, sampling: Sampling): unknown {
  const object = {};
  const required = requiredOf(schema);
  for (const [key, property] of propertiesOf(schema)) {
    if (!required.has(key) && level >= optionalLevels) continue;
    const value = level >= mostLevels ? absent : sample(property, key, level + 1, sampling);
    if (value !== absent) define(object, key, value);
  }
  if (propertiesOf(schema).length === 0) sampleKeys(object, schema, level, sampling);
  return object;
}

function sampleKeys(object: object, schema: JsonSchema, level: number, sampling: Sampling): void {
  const rest = restOf(schema);
  if (!rest || level >= optionalLevels + 1) return;
  const names = isSchema(schema["propertyNames"]) ? resolveSchema(schema["propertyNames"], sampling.root) : {};
  const fixed = choicesOf(names, sampling.root) ?? [...requiredOf(schema)];
  const keys = fixed.length > 0 ? fixed : [sample({ type: "string", ...names }, "key", level + 1, sampling)];
  for (const key of keys.slice(0, mostItems)) {
    const value = sample(rest, String(key), level + 1, sampling);
    if (value !== absent) define(object, String(key), value);
  }
}

function sampleList(schema: JsonSchema, name: string, level: number, sampling: Sampling): unknown {
  const { first, rest } = itemsOf(schema);
  const closed = controlOf(resolveSchema(rest, sampling.root), sampling.root) === "never";
  const least = Math.max(first.length, numberIn(schema, "minItems") ?? 0);
  const most = Math.min(mostItems, numberIn(schema, "maxItems") ?? mostItems);
  const wanted = closed || level >= optionalLevels + 1 ? least : Math.max(least, first.length > 0 ? least : 1 + sampling.random.below(2));
  const count = level < mostLevels ? Math.min(wanted, most) : 0;
  const list: unknown[] = [];
  for (let index = 0; index < count; index += 1) {
    const value = sample(index < first.length ? first[index] : rest, singular(name), level + 1, sampling);
    if (value === absent && index >= least) break;
    list.push(value === absent ? undefined : value);
  }
  return list;
}

/** Deep down the branch that ends soonest is taken; `null` is nobody's favourite. */
function sampleUnion(schema: JsonSchema, name: string, level: number, sampling: Sampling): unknown {
  const { root, random } = sampling;
  const branches = branchesOf(schema, root) ?? [];
  const leaves = branches.filter((branch) => !["object", "list", "union"].includes(controlOf(branch, root)));
  if (level >= optionalLevels && leaves.length > 0) return sample(leaves[0], name, level + 1, sampling);
  const telling = branches.filter((branch) => !["nothing", "never"].includes(controlOf(branch, root)));
  return sample(random.pick(telling.length > 0 ? telling : branches), textIn(schema, "title") ?? name, level + 1, sampling);
}

function singular(name: string): string {
  return name.endsWith("ies") ? `${name.slice(0, -3)}y` : name.replace(/s$/, "");
}
