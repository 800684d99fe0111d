import { compileSelector, glob, type Selector } from "../routing/index.ts";
import { remembered } from "./remembered.ts";
import type { WireSelector } from "./wire.ts";

/** Most selectors of one side, and most characters in each, that are looked at: with more, it gets everything, and sorts it out itself. */
const maxSelectors = 1000;
const maxTextLength = 500;

const everything: WireSelector = { topic: "#" };

/** @throws TypeError for a bad selector, naming place and cure */
export function toWireSelectors(selector: Selector | false): readonly WireSelector[] {
  if (selector === false) return [];
  compileSelector(selector);
  return leavesOf(selector).map(toWire);
}

function leavesOf(selector: unknown): readonly unknown[] {
  return Array.isArray(selector) ? selector.flatMap(leavesOf) : [selector];
}

function toWire(selector: unknown): WireSelector {
  if (typeof selector === "string") return { topic: selector };
  if (typeof selector === "object" && selector !== null && "source" in selector && "flags" in selector)
    return { expression: String(selector.source), flags: String(selector.flags) };
  if (typeof selector === "object" && selector !== null && "glob" in selector) return { glob: String(selector.glob) };
  return { type: String(Reflect.get(Object(selector), "type")) };
}

/** Whether a far side wants an event. What it says is not trusted: what cannot be tested at little cost is taken for everything, which it filters itself. */
export function compileInterest(selectors: readonly WireSelector[]): (topic: string, type: string) => boolean {
  const wide = selectors.length > maxSelectors;
  try {
    return remembered(compileSelector((wide ? [everything] : selectors).map(fromWire)));
  } catch {
    return () => true;
  }
}

function fromWire(selector: WireSelector): Selector {
  if (Object.values(selector).some((text: unknown) => typeof text !== "string" || text.length > maxTextLength)) return "#";
  if ("topic" in selector) return selector.topic;
  if ("glob" in selector) return glob(selector.glob);
  if ("expression" in selector) return isCheap(selector.expression) ? new RegExp(selector.expression, selector.flags.replaceAll(/[gy]/g, "")) : "#";
  return ofType(selector.type);
}

/** What is all of a definition that selecting asks for. */
function ofType(type: string): Selector {
  const schema = { "~standard": { version: 1, vendor: "eventdeck", validate: (value: unknown) => ({ value }) } } as const;
  return { type, schema, version: 1, priority: "normal", topic: type, is: (event): event is typeof event => event.type === type };
}

/** An expression of somebody else's can be made to take years, by repeating what repeats, and by referring back. Such are not run. */
function isCheap(expression: string): boolean {
  const repeatsGroup = /\)[*+{?]/.test(expression);
  const refersBack = /\\[1-9k]/.test(expression);
  const unbounded = expression.match(/[*+]|\{\d*,\}/g)?.length ?? 0;
  return !repeatsGroup && !refersBack && unbounded <= 2;
}
