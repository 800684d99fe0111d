import { isAsymmetric } from "./compare-payload.ts";

const maxLength = 160;

/** A value in one line, for people: values that JSON has no form for are named, and what is long is cut. */
export function toText(value: unknown): string {
  if (value === undefined) return "undefined";
  const text = attempt(value);
  return text.length > maxLength ? `${text.slice(0, maxLength - 1)}…` : text;
}

function attempt(value: unknown): string {
  try {
    return JSON.stringify(value, namer()) ?? String(value);
  } catch (error) {
    return `(not printable: ${String(error)})`;
  }
}

/** A replacer for one value, which knows by what it stands in where that begins again. */
function namer(): (this: unknown, key: string, part: unknown) => unknown {
  const above: { readonly part: unknown; readonly shown: unknown }[] = [];
  return function replacer(_, part) {
    while (above.length > 0 && above.at(-1)!.shown !== this) above.pop();
    if (above.some((container) => container.part === part)) return "[circular]";
    const shown = nameOf(part);
    if (typeof shown === "object" && shown !== null) above.push({ part, shown });
    return shown;
  };
}
function nameOf(value: unknown): unknown {
  if (value === undefined) return "undefined";
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value === "number" && !Number.isFinite(value)) return String(value);
  if (value instanceof Map) return { Map: [...value] };
  if (value instanceof Set) return { Set: [...value] };
  if (value instanceof RegExp) return String(value);
  return isAsymmetric(value) ? nameOfMatcher(value) : value;
}

/** As the test runner calls it: `Any<String>`, else `StringMatching /^A/`. */
function nameOfMatcher(matcher: object): string {
  const nameBy = (method: string): unknown => {
    const make: unknown = Reflect.get(matcher, method);
    return typeof make === "function" ? Reflect.apply(make, matcher, []) : undefined;
  };
  const name = nameBy("toAsymmetricMatcher");
  if (typeof name === "string") return name;
  const sample: unknown = Reflect.get(matcher, "sample");
  return [nameBy("toString"), ...(sample === undefined ? [] : [sample instanceof RegExp ? sample : toText(sample)])].join(" ");
}
