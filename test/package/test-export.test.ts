import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestBus } from "eventdeck/testing";
import { guessNames } from "../../devtools/model/session/event-code.ts";
import { scenarioOf, testExport } from "../../devtools/model/session/test-export.ts";
import { installPackages, node, packInto } from "./project.ts";
import { orderPlaced, orderPriced, reminderSent, stockAsked, type Line } from "./recorded-shop/events.ts";
import { subscribe } from "./recorded-shop/handlers.ts";

const kinds = [orderPlaced, orderPriced, reminderSent, stockAsked];
const handlers = join(import.meta.dirname, "recorded-shop/handlers.ts");
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "eventdeck-test-export-"));
  cpSync(join(import.meta.dirname, "recorded-shop"), join(folder, "src"), { recursive: true });
  mkdirSync(join(folder, "test"));
  writeFileSync(join(folder, "test/recorded.test.ts"), await recordedTest());
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "shop", private: true, type: "module" }));
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(tsconfig));
  installPackages(folder, ["eventdeck", "rxjs", "typescript", "vitest"], packInto(folder));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const tsconfig = {
  compilerOptions: {
    target: "es2023",
    lib: ["es2023", "dom", "esnext.disposable"],
    module: "esnext",
    moduleResolution: "bundler",
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    noUnusedLocals: true,
    allowImportingTsExtensions: true,
    skipLibCheck: true,
    noEmit: true,
    types: [],
  },
  include: ["src", "test"],
};

/** What the panel makes of the shop, when all that happened is selected. */
async function recordedTest(): Promise<string> {
  const bus = createTestBus({ events: kinds, onError: () => {} });
  subscribe(bus);
  const line: { sku: string; price: bigint; note: undefined; bundle?: Line } = { sku: 'A-1 "best"', price: 20n, note: undefined };
  line.bundle = line;
  bus.emit(orderPlaced({ at: new Date(0), lines: [line], counts: new Map([['A-1 "best"', 2]]), tags: new Set(["new"]) }, { subject: "ann" }));
  await bus.advance(1_500);
  bus.emit(orderPlaced({ at: new Date(1), lines: [{ sku: "B", price: 101n, note: "dear" }], counts: new Map(), tags: new Set() }));
  const asked = bus.request(stockAsked({ sku: "B" }));
  await bus.advance(120_000);
  expect(await asked).toBe(1);
  bus.emit({ type: "page.closed", input: { rating: Number.POSITIVE_INFINITY } });
  await bus.flush();
  const entries = [...bus.history];
  await bus.close();
  return testExport(
    scenarioOf(
      entries.map(({ position }) => position),
      entries,
    ),
    {
      definitionsFrom: "../src/events.ts",
      setup: { name: "subscribe", from: "../src/handlers.ts" },
      names: guessNames(kinds.map(({ type }) => type)),
      kinds: kinds.map(({ type, priority, version }) => ({ type, priority, version, registered: true })),
    },
  );
}

function vitest(): { readonly passed: boolean; readonly output: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(folder, "node_modules/vitest/vitest.mjs"), "run"], {
    cwd: folder,
    encoding: "utf8",
    env: { ...process.env, NO_COLOR: "1", VITEST: undefined, NODE_ENV: undefined },
  });
  return { passed: status === 0, output: `${stdout}\n${stderr}` };
}

/** Runs the test on a shop that behaves otherwise. */
function changed(from: string, to: string): ReturnType<typeof vitest> {
  const text = readFileSync(handlers, "utf8");
  expect(text).toContain(from);
  writeFileSync(join(folder, "src/handlers.ts"), text.replace(from, to));
  const result = vitest();
  writeFileSync(join(folder, "src/handlers.ts"), text);
  return result;
}

describe("a test made of recorded events", () => {
  test("compiles under strict TypeScript", () => {
    expect(node([join(folder, "node_modules/typescript/bin/tsc"), "-p", folder], folder)).toBe("");
  });

  test("passes on the recorded behaviour", () => {
    expect(vitest()).toMatchObject({ passed: true });
  });

  test.each([
    ["a payload", "total, discount", "total: total + 1n, discount"],
    ["what follows", "context.emit(reminderSent", "if (total < 0n) context.emit(reminderSent"],
    ["what follows besides", "context.emit(orderPriced({", "context.emit(reminderSent({ to: 'eve' })); context.emit(orderPriced({"],
    ["what fails", "total > 100n", "total > 1_000n"],
    ["an answer", "sku.length", "sku.length + 1"],
    ["the moment", "60_000", "600_000"],
  ])("fails when the behaviour changes: %s", (_, from, to) => {
    const { passed, output } = changed(from, to);
    expect(passed).toBe(false);
    expect(output).toContain("1 failed");
  });

  test("fails loudly where a value has no literal", async () => {
    const bus = createTestBus();
    bus.emit({ type: "socket.opened", input: { socket: new EventTarget() } });
    await bus.flush();
    const entries = [...bus.history];
    await bus.close();
    writeFileSync(join(folder, "test/loud.test.ts"), testExport(scenarioOf([1], entries), { definitionsFrom: "", names: new Map(), kinds: [] }));
    node([join(folder, "node_modules/typescript/bin/tsc"), "-p", folder], folder);
    const { passed, output } = vitest();
    rmSync(join(folder, "test/loud.test.ts"));
    expect(passed).toBe(false);
    expect(output).toContain("payload.socket: an object of the class EventTarget");
  });
});
