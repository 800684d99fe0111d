import { join } from "node:path";
import { gzipSync } from "node:zlib";
import * as catalogue from "eventdeck/catalogue";
import { agentEvents, agentHeartbeat, mcpToolCompleted, planCreated, stateSaved, taskFailed, workflowCommand } from "eventdeck/catalogue";
import { build } from "vite";
import { describe, expect, test } from "vitest";
import { root } from "./install.mjs";

const types = Object.values(catalogue).flatMap((value) => (typeof value === "function" && "type" in value ? [value.type] : []));
const core = 'export { createBus, defineEvent } from "eventdeck";';

describe("a bundle of the built package", () => {
  test.each(Object.entries({ stateSaved, agentHeartbeat, taskFailed, planCreated, workflowCommand, mcpToolCompleted }))(
    "with %s has no other definition of the catalogue",
    async (name, { type }) => {
      const { code, gzipBytes } = await bundle(exporting(name));
      expect(typesIn(code)).toEqual([type]);
      // A definition is 0.2 kB; the rest is defineEvent and the part of zod/mini that it needs.
      expect(gzipBytes).toBeLessThan(9500);
    },
  );

  test("with a list has that family", async () => {
    const { code } = await bundle(exporting("agentEvents"));
    expect(new Set(typesIn(code))).toEqual(new Set(agentEvents.map(({ type }) => type)));
  });

  test("with a definition beside the bus costs its fields, and what more of zod they need", async () => {
    const bus = await bundle(core);
    const [flat, nested] = [await bundle(`${core} ${exporting("stateSaved")}`), await bundle(`${core} ${exporting("taskFailed")}`)];
    expect(flat.gzipBytes - bus.gzipBytes).toBeLessThan(1500);
    // Its error's details may be any JSON value: the schema of that is the catalogue's dearest.
    expect(nested.gzipBytes - bus.gzipBytes).toBeLessThan(4000);
  });

  test("with priorities has no definition", async () => {
    const { code, gzipBytes } = await bundle(exporting("fromPriorityLevel, toPriorityWord"));
    expect(typesIn(code)).toEqual([]);
    expect(gzipBytes).toBeLessThan(600);
  });
});

function exporting(names: string): string {
  return `export { ${names} } from "eventdeck/catalogue";`;
}

/** The catalogue's types that a bundle spells out. */
function typesIn(code: string): string[] {
  return types.filter((type) => /[.]/.test(type) && ['"', "'", "`"].some((quote) => code.includes(quote + type + quote)));
}

/** All but RxJS, minified. */
async function bundle(code: string): Promise<{ readonly code: string; readonly gzipBytes: number }> {
  const entry = join(root, "catalogue-entry.js");
  const result = await build({
    configFile: false,
    root,
    logLevel: "warn",
    plugins: [{ name: "entry", resolveId: (id) => (id === entry ? id : undefined), load: (id) => (id === entry ? code : undefined) }],
    build: { write: false, lib: { entry, formats: ["es"] }, rolldownOptions: { external: "rxjs", output: { minify: true } } },
  });
  const chunks = (Array.isArray(result) ? result : [result]).flatMap((bundled) => ("output" in bundled ? bundled.output : []));
  const text = chunks.map((chunk) => (chunk.type === "chunk" ? chunk.code : "")).join("\n");
  return { code: text, gzipBytes: gzipSync(text, { level: 9 }).length };
}
