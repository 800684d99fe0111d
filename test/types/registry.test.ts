import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it, onTestFinished } from "vitest";

const root = fileURLToPath(new URL("../../", import.meta.url));
const library = "eventdeck";
const events = 300;

/** What the compiler counts of a program, by name. */
function measure(program: string): Record<string, number> {
  const folder = mkdtempSync(join(root, "node_modules", ".registry-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, "program.ts"), program);
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ extends: join(root, "tsconfig.json"), files: ["program.ts"], include: [] }));
  const { stdout, status } = spawnSync(process.execPath, [join(root, "node_modules", "typescript", "bin", "tsc"), "-p", folder, "--extendedDiagnostics"], {
    encoding: "utf8",
  });
  expect(status, stdout).toBe(0);
  if (process.env["SHOW"]) console.log(stdout);
  return Object.fromEntries([...stdout.matchAll(/^([\w ]+):\s+(\d+)/gm)].map(([, name, count]) => [name, Number(count)]));
}

/** A registry of 300 events, half of them checked by zod, and what an application does with it: emit, subscribe by pattern, array and definition. */
function registry(): string {
  const numbers = Array.from({ length: events }, (_, index) => index);
  const definitions = numbers.map((n) => {
    const schema =
      n % 2 === 0
        ? `payload<{ readonly value${n}: number; readonly list: readonly string[] }>()`
        : `z.object({ value${n}: z.number(), list: z.array(z.string()) })`;
    return `export const event${n} = defineEvent("area${n % 10}.part${n % 50}.event${n}", ${schema});`;
  });
  const uses = numbers.map(
    (n) => `bus.subscribe("area${n % 10}.part${n % 50}.event${n}", ({ payload: { value${n} } }) => value${n}.toFixed());
bus.subscribe(event${n}, (event) => event.payload.value${n}.toFixed());
export const emitted${n}: number = bus.emit(event${n}({ value${n}: 1, list: [] })).payload.value${n};`,
  );
  const patterns = Array.from(
    { length: 50 },
    (_, n) => `bus.subscribe(["area${n % 10}.part${n}.*", "#.event${n}", "area${n % 10}.#"], (event) => event.type.toUpperCase());`,
  );
  return `import { createBus, defineEvent, payload } from "${library}";
import { z } from "zod";
${definitions.join("\n")}
export const bus = createBus({ events: [${numbers.map((n) => `event${n}`).join(", ")}] });
${uses.join("\n")}
${patterns.join("\n")}
`;
}

it(`a registry of ${events} events with as many emits and twice as many subscriptions stays cheap to check`, { timeout: 120_000 }, () => {
  const empty = measure(
    `import { createBus, payload } from "${library}";\nimport { z } from "zod";\nexport const bus = createBus();\nexport const used = [payload, z];\n`,
  );
  const full = measure(registry());
  // Counts, since times depend on the machine. Measured: 5.7 million instantiations and 24,000 types, some 4 s; half of that are the 50 arrays of patterns,
  // each tried on every topic. The bound is for what grows with the square of the registry.
  expect(full["Instantiations"]! - empty["Instantiations"]!).toBeLessThan(8_000_000);
  expect(full["Types"]! - empty["Types"]!).toBeLessThan(60_000);
});
