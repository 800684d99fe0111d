import { describe, expect, it } from "vitest";
import * as catalogue from "eventdeck/catalogue";
import { definitions, families } from "./definitions.ts";

const all = definitions.map(([, definition]) => definition);
const familyOf = (type: string) => (type.includes(".") ? type.split(".")[0] : "entity");
const ofPriority = (wanted: string) => all.filter(({ priority }) => priority === wanted).map(({ type }) => type);

describe("the catalogue", () => {
  it("has every family", () => {
    expect(families.map(([family]) => family).toSorted()).toEqual(
      ["agent", "artifact", "data", "entity", "mcp", "node", "plan", "state", "system", "task", "user", "workflow"].toSorted(),
    );
  });

  it.each(families)("lists all of %s, and nothing else", (family, list) => {
    expect(new Set(list)).toEqual(new Set(all.filter(({ type }) => familyOf(type) === family)));
    expect(list.length).toBe(new Set(list).size);
  });

  it("exports nothing but definitions, their lists, channels, failures and priorities", () => {
    const known = [...definitions.map(([name]) => name), ...families.map(([family]) => `${family}Events`)];
    const others = Object.keys(catalogue).filter((name) => !known.includes(name));
    expect(others.toSorted()).toEqual([
      "fromPriorityLevel",
      "fromPriorityWord",
      "priorityLevelHeader",
      "toFailure",
      "toPriorityLevel",
      "toPriorityWord",
      "workflowChannel",
    ]);
  });

  it.each(definitions)("%s is named after its type", (name, { type }) => {
    const words = [...(type.includes(".") ? [] : ["entity"]), ...type.split(/[._]/)];
    expect(name).toBe(words.map((word, index) => (index === 0 ? word : `${word[0]!.toUpperCase()}${word.slice(1)}`)).join(""));
  });

  it("names no type twice, and starts with version 1 of each", () => {
    expect(new Set(all.map(({ type }) => type)).size).toBe(all.length);
    expect(new Set(all.map(({ version }) => version))).toEqual(new Set([1]));
  });

  it("tells of failures, timeouts and cancellations at once", () => {
    const urgent = /(error|failed|rejected|timeout|cancelled|offline|shutdown|dead_letter)$/;
    expect(ofPriority("immediate")).toEqual(all.map(({ type }) => type).filter((type) => urgent.test(type)));
  });

  it("lets signs of life and progress wait", () => {
    const calm = /(heartbeat|progress|health\.check)$/;
    expect(ofPriority("deferred")).toEqual(all.map(({ type }) => type).filter((type) => calm.test(type)));
  });
});
