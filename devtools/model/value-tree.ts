import { className, kindOf, valueText, type ValueKind } from "./value-text.ts";

/** One line of the tree that shows a value. Children are made when they are asked for. */
export interface ValueNode {
  /** Unique within the tree. */
  readonly path: string;
  readonly label: string;
  readonly text: string;
  readonly kind: ValueKind | "range";
  readonly value: unknown;
  readonly expandable: boolean;
  children(): readonly ValueNode[];
}

interface Field {
  readonly label: string;
  readonly value: unknown;
  /** A getter, shown without being called. */
  readonly accessor?: boolean;
}

/** So many children at once; more are put into ranges of this size, and those into ranges of ranges. */
const rangeSize = 100;

/** The tree of a value. Cycles end where they close; getters are never called; nothing is lost on the way through JSON. */
export function treeOf(value: unknown, label = "payload"): ValueNode {
  return nodeOf({ label, value }, label, []);
}

function nodeOf({ label, value, accessor }: Field, path: string, ancestors: readonly object[]): ValueNode {
  if (accessor) return leaf(label, path, "(…) getter", "function", undefined);
  if (typeof value !== "object" || value === null) return leaf(label, path, valueText(value, 2_000), kindOf(value), value);
  const depth = ancestors.indexOf(value);
  if (depth >= 0) return leaf(label, path, `↻ the same object ${ancestors.length - depth} up`, "object", value);
  const inside = [...ancestors, value];
  return {
    path,
    label,
    text: valueText(value),
    kind: kindOf(value),
    value,
    expandable: fieldCount(value) > 0,
    children: () => split(fieldsOf(value), 0, path, inside),
  };
}

function leaf(label: string, path: string, text: string, kind: ValueKind, value: unknown): ValueNode {
  return { path, label, text, kind, value, expandable: false, children: () => [] };
}

function split(fields: readonly Field[], offset: number, path: string, ancestors: readonly object[]): readonly ValueNode[] {
  if (fields.length <= rangeSize) return fields.map((field, index) => nodeOf(field, `${path}/${offset + index}`, ancestors));
  let size = rangeSize;
  while (fields.length > size * rangeSize) size *= rangeSize;
  const ranges: ValueNode[] = [];
  for (let from = 0; from < fields.length; from += size) {
    const part = fields.slice(from, from + size);
    const first = offset + from;
    const rangePath = `${path}/${first}…`;
    ranges.push({
      path: rangePath,
      label: `${first} … ${first + part.length - 1}`,
      text: "",
      kind: "range",
      value: undefined,
      expandable: true,
      children: () => split(part, first, rangePath, ancestors),
    });
  }
  return ranges;
}

function fieldCount(value: object): number {
  if (value instanceof Map || value instanceof Set) return value.size;
  if (Array.isArray(value) || isTypedArray(value)) return value.length;
  if (value instanceof Error) return 1;
  return Reflect.ownKeys(value).length;
}

function fieldsOf(value: object): readonly Field[] {
  if (value instanceof Map) return [...value].map(([key, item], index) => mapField(key, item, index));
  if (value instanceof Set) return [...value].map((item, index) => ({ label: String(index), value: item }));
  if (Array.isArray(value)) return Array.from<unknown, Field>(value, (item, index) => ({ label: String(index), value: item }));
  if (isTypedArray(value)) return Array.from<unknown, Field>(value, (item, index) => ({ label: String(index), value: item }));
  const own = Reflect.ownKeys(value).map((key) => fieldOf(value, key));
  // An error's own fields are not enumerable and its class has none: these are the ones that people look for.
  if (value instanceof Error) return [{ label: "class", value: className(value) }, ...own];
  return own;
}

function fieldOf(object: object, key: string | symbol): Field {
  const descriptor = Object.getOwnPropertyDescriptor(object, key);
  const label = String(key);
  if (descriptor && !("value" in descriptor)) return { label, value: undefined, accessor: true };
  return { label, value: descriptor?.value };
}

function mapField(key: unknown, item: unknown, index: number): Field {
  if (typeof key === "object" && key !== null) return { label: `${index}: ${valueText(key)}`, value: { key, value: item } };
  return { label: typeof key === "string" ? `"${key}"` : valueText(key), value: item };
}

function isTypedArray(value: object): value is ArrayBufferView & ArrayLike<unknown> {
  return ArrayBuffer.isView(value) && "length" in value;
}
