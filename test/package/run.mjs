import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensureChromium } from "./chromium.mjs";
import { binaryOf, ensureInstalled, root } from "./install.mjs";

/** @typedef {{ passed: number, failed: number }} Count */
/** @typedef {{ what: string, run: (report: string) => Count, needs?: string[], browser?: true }} Step */

/**
 * Every step of `npm test`, in order: what answers fastest comes first. `npm test -- unit e2e` runs those two and what they need.
 *
 * @type {Record<string, Step>}
 */
const steps = {
  format: { what: "formatting", run: () => check("oxfmt", "oxfmt", "--check") },
  lint: {
    what: "lint rules and import boundaries",
    run: () => check("oxlint", "oxlint", "--type-aware", "--deny-warnings", "--report-unused-disable-directives"),
  },
  types: {
    what: "types: everything, the core without Node, the core without the DOM",
    run: () => sum([".", "test/package/tsconfig.dom.json", "test/package/tsconfig.node.json"].map((project) => check("typescript", "tsc", "-p", project))),
  },
  unused: { what: "unused files, exports and dependencies", run: () => check("knip", "knip", "--treat-config-hints-as-errors") },
  unit: { what: "unit tests on the source", run: (report) => vitest(report, "unit") },
  build: { what: "the package: minified modules and their types", run: build },
  built: { what: "the same unit tests on the built package", run: (report) => vitest(report, "built"), needs: ["build"] },
  size: { what: "size budgets", run: () => node("test/package/size.mjs"), needs: ["build"] },
  package: { what: "the packed tarball, installed as a user would", run: (report) => vitest(report, "package"), needs: ["build"], browser: true },
  browser: { what: "tests in Chromium, those of React on version 18 as well", run: (report) => vitest(report, "browser", "react-18"), browser: true },
  demo: { what: "the demo on the built package", run: () => check("vite", "vite", "build", "--logLevel", "warn"), needs: ["build"] },
  e2e: { what: "the demo's end-to-end tests in Chromium", run: playwright, needs: ["demo"], browser: true },
};

const startedMs = performance.now();
const selected = select(process.argv.slice(2));
ensureInstalled();
if (selected.some((name) => stepOf(name).browser)) process.env["CHROMIUM_PATH"] = await ensureChromium();
const reports = mkdtempSync(join(tmpdir(), "eventdeck-test-"));
/** @type {Count} */
let total = { passed: 0, failed: 0 };
try {
  for (const name of selected) {
    const { failed } = runStep(name);
    if (failed > 0) break;
  }
} finally {
  rmSync(reports, { recursive: true, force: true });
}
console.log(`\nFinished in ${secondsSince(startedMs)}.`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed > 0 ? 1 : 0;

/** @param {string} name */
function runStep(name) {
  const { what, run } = stepOf(name);
  const beganMs = performance.now();
  console.log(`\n> ${name}: ${what}`);
  const count = run(join(reports, `${name}.json`));
  total = sum([total, count]);
  console.log(`${count.failed > 0 ? "FAILED" : "ok"} ${name} in ${secondsSince(beganMs)}: ${count.passed} passed, ${count.failed} failed`);
  return count;
}

/**
 * The steps asked for and those that they need, in the order of the table; all of them when none is asked for.
 *
 * @param {string[]} asked
 */
function select(asked) {
  const unknown = asked.filter((name) => !Object.hasOwn(steps, name));
  if (unknown.length > 0) {
    console.error(`No step is called ${unknown.join(", ")}. There are: ${Object.keys(steps).join(", ")}.`);
    process.exit(1);
  }
  /** @type {Set<string>} */
  const wanted = new Set();
  /** @param {string} name */
  const want = (name) => {
    wanted.add(name);
    stepOf(name).needs?.forEach(want);
  };
  (asked.length > 0 ? asked : Object.keys(steps)).forEach(want);
  return Object.keys(steps).filter((name) => wanted.has(name));
}

/** @param {string} name */
function stepOf(name) {
  const step = steps[name];
  if (step === undefined) throw new Error(`No step is called ${name}.`);
  return step;
}

/**
 * A tool that answers by its exit code: one check.
 *
 * @param {string} packageName
 * @param {string} binary
 * @param {...string} parameters
 */
function check(packageName, binary, ...parameters) {
  return node(binaryOf(packageName, binary), ...parameters);
}

/**
 * @param {...string} parameters
 * @returns {Count}
 */
function node(...parameters) {
  const passed = start(parameters);
  return { passed: passed ? 1 : 0, failed: passed ? 0 : 1 };
}

function build() {
  const modules = check("vite", "vite", "build", "--mode", "library", "--logLevel", "warn");
  // The first empties the folder that the others write into.
  if (modules.failed > 0) return modules;
  const alone = ["standalone", "electron-window", "electron-preload"].map((mode) => check("vite", "vite", "build", "--mode", mode, "--logLevel", "warn"));
  return sum([modules, ...alone, node("test/package/declarations.mjs")]);
}

/** @param {string} report @param {...string} projects */
function vitest(report, ...projects) {
  const passed = start([
    binaryOf("vitest", "vitest"),
    "run",
    ...projects.map((project) => `--project=${project}`),
    "--allowOnly=false",
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${report}`,
  ]);
  return counted(passed, report, (/** @type {{ numPassedTests: number, numFailedTests: number }} */ result) => ({
    passed: result.numPassedTests,
    failed: result.numFailedTests,
  }));
}

/** @param {string} report */
function playwright(report) {
  const passed = start([binaryOf("@playwright/test", "playwright"), "test", "-c", "test/e2e/playwright.config.ts", "--reporter=list,json"], {
    PLAYWRIGHT_JSON_OUTPUT_NAME: report,
  });
  return counted(passed, report, (/** @type {{ stats: { expected: number, unexpected: number } }} */ { stats }) => ({
    passed: stats.expected,
    failed: stats.unexpected,
  }));
}

/**
 * The counts of a test runner's report. A runner that fails without a failed test, because a file did not load or none was found,
 * counts as one failure.
 *
 * @template Report
 * @param {boolean} passed
 * @param {string} report
 * @param {(report: Report) => Count} read
 * @returns {Count}
 */
function counted(passed, report, read) {
  /** @type {Count} */
  let count = { passed: 0, failed: 0 };
  try {
    count = read(JSON.parse(readFileSync(report, "utf8")));
  } catch (error) {
    console.error(`The tests left no report: ${String(error)}`);
    return { passed: 0, failed: 1 };
  }
  const nothingRan = count.passed + count.failed === 0;
  return (passed && !nothingRan) || count.failed > 0 ? count : { ...count, failed: 1 };
}

/** @param {string[]} parameters @param {NodeJS.ProcessEnv} environment */
function start(parameters, environment = {}) {
  const { status } = spawnSync(process.execPath, parameters, { cwd: root, stdio: ["ignore", "inherit", "inherit"], env: { ...process.env, ...environment } });
  return status === 0;
}

/** @param {readonly Count[]} counts @returns {Count} */
function sum(counts) {
  return counts.reduce((whole, part) => ({ passed: whole.passed + part.passed, failed: whole.failed + part.failed }), { passed: 0, failed: 0 });
}

/** @param {number} beganMs */
function secondsSince(beganMs) {
  return `${((performance.now() - beganMs) / 1000).toFixed(1)} s`;
}
