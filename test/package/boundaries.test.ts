import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { binaryOf, root } from "./install.mjs";

/** Imports that must not pass, by the file that has them. */
const forbidden: Record<string, readonly string[]> = {
  "src/index.ts": ["./middleware/index.ts", "./event/seal.ts", "../devtools/index.ts", "eventdeck/middleware", "react", "immer", "node:fs"],
  "src/event/x.ts": ["../routing/index.ts", "../bus/index.ts", "../middleware/index.ts", "../index.ts", "rxjs", "immer", "react", "eventdeck", "node:fs", "fs"],
  "src/event/deep/x.ts": ["../../routing/index.ts", "../../index.ts", "../../../devtools/index.ts", "rxjs", "node:fs"],
  "src/routing/x.ts": ["../event/seal.ts", "../scheduling/index.ts", "../history/index.ts", "../bus/index.ts", "rxjs/operators", "./../bus/index.ts"],
  "src/scheduling/x.ts": ["../event/seal.ts", "../routing/index.ts", "../history/index.ts", "../bus/index.ts", "immer", "node:timers"],
  "src/history/x.ts": ["../event/seal.ts", "../routing/glob.ts", "../scheduling/index.ts", "../bus/index.ts"],
  "src/history/filter/x.ts": ["../../event/seal.ts", "../../scheduling/index.ts", "../../bus/index.ts", "../../../test/history/x.ts"],
  "src/bus/x.ts": [
    "../event/seal.ts",
    "../history/ring.ts",
    "../middleware/index.ts",
    "../index.ts",
    "../../devtools/index.ts",
    "../../demo/x.ts",
    "../../test/x.ts",
    "eventdeck",
  ],
  "src/middleware/x.ts": ["../bus/bus.ts", "../projection/index.ts", "../index.ts", "../../devtools/index.ts", "eventdeck", "immer", "react", "node:crypto"],
  "src/transport/x.ts": ["../store/index.ts", "../queue/index.ts", "../bus/bus.ts", "immer"],
  "src/transport/websocket/x.ts": ["../../bus/index.ts", "../../history/index.ts", "../index.ts", "../electron/y.ts", "immer", "react", "node:net"],
  "src/store/x.ts": ["../queue/index.ts", "../transport/index.ts", "../bus/bus.ts", "immer", "react", "eventdeck", "node:fs"],
  "src/queue/x.ts": ["../transport/index.ts", "../store/memory.ts", "immer", "react"],
  "src/projection/x.ts": ["../react/index.ts", "../bus/bus.ts", "react"],
  "src/testing/transport-contract/x.ts": ["../../transport/memory.ts", "../../queue/index.ts", "immer"],
  "src/capture/x.ts": [
    "../bus/bus.ts",
    "../projection/index.ts",
    "../middleware/index.ts",
    "../../devtools/index.ts",
    "eventdeck",
    "immer",
    "react",
    "node:events",
  ],
  "src/react/x.ts": ["../middleware/index.ts", "../projection/fold.ts", "immer"],
  "devtools/x.ts": ["../src/index.ts", "../src/event/index.ts", "../test/x.ts", "../demo/x.ts", "eventdeck/devtools", "immer", "node:path"],
  "devtools/panel/x.tsx": ["../../src/index.ts", "../embed/x.ts", "../index.ts", "../../test/x.ts", "immer"],
  "devtools/model/x.ts": ["../../src/index.ts", "../panel/x.tsx", "../embed/x.ts", "../index.ts", "react", "react-dom/client"],
  "devtools/target/x.ts": ["../../src/index.ts", "../panel/x.tsx", "../embed/x.ts", "react"],
  "devtools/target/local/x.ts": ["../../embed/x.ts", "../../production.ts", "react-dom/client"],
  "devtools/embed/x.tsx": ["../../src/index.ts", "../../test/x.ts", "eventdeck/devtools", "immer"],
  "devtools/electron/x.ts": ["../../src/index.ts", "../panel/x.tsx", "../index.ts", "eventdeck/devtools", "react", "react-dom/client", "node:path"],
  "demo/x.ts": ["../src/index.ts", "../src/event/index.ts", "../devtools/index.ts", "../dist/index.js"],
  "demo/shop/x.ts": ["../../src/index.ts", "../../devtools/panel/x.tsx"],
};

/** Imports that must pass, so that a rule which forbids everything does not look like one that works. */
const allowed: Record<string, readonly string[]> = {
  "src/index.ts": ["./event/index.ts", "./routing/index.ts", "./scheduling/index.ts", "./history/index.ts", "./bus/index.ts"],
  "src/event/x.ts": ["./y.ts", "zod/mini", "devalue", "@standard-schema/spec"],
  "src/routing/x.ts": ["./y.ts", "../event/index.ts"],
  "src/scheduling/x.ts": ["./y.ts", "../event/index.ts", "rxjs"],
  "src/history/x.ts": ["./filter/y.ts", "../event/index.ts", "../routing/index.ts"],
  "src/history/filter/x.ts": ["./y.ts", "../entry.ts", "../../event/index.ts", "../../routing/index.ts"],
  "src/bus/x.ts": ["../event/index.ts", "../routing/index.ts", "../scheduling/index.ts", "../history/index.ts", "rxjs"],
  "src/middleware/x.ts": ["../bus/index.ts", "../event/index.ts", "rxjs", "@opentelemetry/api"],
  "src/store/x.ts": ["./y.ts", "../bus/index.ts", "../event/index.ts", "classic-level"],
  "src/queue/x.ts": ["../bus/index.ts", "../store/index.ts"],
  "src/transport/websocket/x.ts": ["./y.ts", "../transport.ts", "../../event/index.ts", "../../scheduling/index.ts"],
  "src/testing/transport-contract/x.ts": ["./y.ts", "../../bus/index.ts", "../../transport/index.ts"],
  "src/projection/x.ts": ["../bus/index.ts", "immer"],
  "src/react/x.ts": ["../bus/index.ts", "../projection/index.ts", "react"],
  "devtools/x.ts": ["./model/y.ts", "./panel/y.tsx", "./embed/y.ts", "eventdeck", "eventdeck/middleware", "react"],
  "devtools/panel/x.tsx": ["./y.tsx", "../model/y.ts", "eventdeck", "react"],
  "devtools/panel/list/x.tsx": ["../y.tsx", "../../model/y.ts"],
  "devtools/model/x.ts": ["./y.ts", "../target/y.ts", "eventdeck"],
  "devtools/target/local/x.ts": ["./y.ts", "../y.ts", "../remote/y.ts", "../../model/y.ts", "eventdeck", "eventdeck/projection"],
  "devtools/embed/x.tsx": ["./y.ts", "../model/y.ts", "../panel/y.tsx", "../target/y.ts", "eventdeck", "react", "react-dom/client"],
  "devtools/electron/x.ts": ["./y.ts", "../target/hub/y.ts", "../embed/y.ts", "../standalone.ts", "eventdeck/transport/electron-main", "electron"],
  "demo/shop/x.ts": ["../y.ts", "eventdeck", "eventdeck/middleware", "eventdeck/devtools", "react"],
};

let copy: string;

beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), "eventdeck-boundaries-"));
  cpSync(join(root, ".oxlintrc.json"), join(copy, ".oxlintrc.json"));
});

afterEach(() => {
  for (const folder of ["src", "devtools", "demo"]) rmSync(join(copy, folder), { recursive: true, force: true });
});

afterAll(() => {
  rmSync(copy, { recursive: true, force: true });
});

describe("the linter", () => {
  test.each(Object.entries(forbidden))("refuses in %s what it must not import", (file, imports) => {
    expect(refusedLines(file, imports.map(sideEffectImport))).toEqual(imports.map((_, index) => index + 1));
  });

  test.each(Object.entries(allowed))("lets %s import what it stands on", (file, imports) => {
    expect(refusedLines(file, imports.map(sideEffectImport))).toEqual([]);
  });

  test("refuses an import in whatever form", () => {
    const forms = [
      'import { x } from "../bus/index.ts";',
      'import type { Y } from "../bus/index.ts";',
      'export { z } from "../bus/index.ts";',
      'export type { Z } from "../bus/index.ts";',
      'export * from "../bus/index.ts";',
      'const late = import("../bus/index.ts");',
      'type Late = import("../bus/index.ts").Late;',
    ];
    expect(refusedLines("src/event/x.ts", forms)).toEqual(forms.map((_, index) => index + 1));
  });
});

describe("the core's compiler settings", () => {
  test.each([
    ["dom", "process.pid", "document.title"],
    ["node", "document.title", "process.pid"],
  ])("for %s know nothing of %s", (environment, foreign, own) => {
    expect(compiles(environment, own)).toBe(true);
    expect(compiles(environment, foreign)).toBe(false);
  });
});

function sideEffectImport(name: string): string {
  return `import "${name}";`;
}

/** Plants a file in a copy that has the linter's settings and nothing else, and tells which of its lines break a rule on imports. */
function refusedLines(file: string, lines: readonly string[]): number[] {
  plant(join(copy, file), lines);
  const { stdout } = spawnSync(process.execPath, [binaryOf("oxlint", "oxlint"), "--format=json", "."], { cwd: copy, encoding: "utf8" });
  const { diagnostics }: { diagnostics: { code: string; labels: { span: { line: number } }[] }[] } = JSON.parse(stdout);
  const rules = /no-restricted-imports|no-nodejs-modules|consistent-type-imports/;
  const refused = diagnostics.filter(({ code }) => rules.test(code)).flatMap(({ labels }) => labels.map(({ span }) => span.line));
  return [...new Set(refused)].toSorted((a, b) => a - b);
}

function compiles(environment: string, expression: string): boolean {
  const project = mkdtempSync(join(tmpdir(), "eventdeck-types-"));
  try {
    symlinkSync(join(root, "node_modules"), join(project, "node_modules"), "junction");
    plant(join(project, "probe.ts"), [`export const probe: unknown = ${expression};`]);
    const settings = { extends: join(root, `test/package/tsconfig.${environment}.json`), files: ["probe.ts"], compilerOptions: { rootDir: "." } };
    plant(join(project, "tsconfig.json"), [JSON.stringify(settings)]);
    return spawnSync(process.execPath, [binaryOf("typescript", "tsc"), "-p", project]).status === 0;
  } finally {
    rmSync(project, { recursive: true, force: true });
  }
}

function plant(file: string, lines: readonly string[]): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${lines.join("\n")}\n`);
}
