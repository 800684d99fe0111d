import { acceptsItself } from "./acceptance.ts";
import { busesMade, callsIn } from "./calls.ts";
import { Edits } from "./edits.ts";
import { importsOf } from "./imports.ts";
import type { SourceMap } from "./source-map.ts";
import { type Node, nodeIn, nodesIn } from "./syntax.ts";

/** What the plugin puts into modules, by a name that nobody else uses. */
const here = "__eventdeck__()";
/** Answered by the plugin, whoever asks: the application's packages need not all have this one in reach. */
export const runtimeId = "virtual:eventdeck/hot-module";

export interface Source {
  readonly code: string;
  /** Absolute path. */
  readonly file: string;
  /** As it is shown in names. */
  readonly shown: string;
}

export interface Transformed {
  readonly code: string;
  readonly map: SourceMap;
  /** The arguments of the module's `createBus` calls, as they are written. */
  readonly busOptions: ReadonlyMap<string, { readonly line: number; readonly text: string }>;
}

/**
 * Names what a module does with buses by file and line, and lets it be replaced. What it does with anything else stays as it was, and so do the numbers of its lines.
 *
 * @param wasHot it was transformed before, and may have left something behind that has to end
 */
export function transformModule({ code, file, shown }: Source, program: Node, wasHot: boolean): Transformed | undefined {
  const edits = new Edits();
  const lineAt = linesOf(code);
  const imports = importsOf(program);
  const buses = busesMade(program, imports);
  const calls = callsIn(program, imports);
  if (calls.length === 0 && buses.length === 0 && !wasHot) return undefined;
  for (const one of calls) {
    const line = lineAt(nodeIn(nodeIn(one.call, "callee"), "property")?.start ?? one.call.start);
    if (one.kind === "through") edits.around(one.receiver.start, one.receiver.end, `${here}.through((`, `), ${line}${one.inHook ? ", true" : ""})`);
    else if (one.kind === "emits") edits.around(one.whole.start, one.whole.end, `${here}.emitted((`, `), ${line})`);
    else if (one.kind === "emitter") edits.around(one.call.start, one.call.end, `${here}.emitter(`, `, ${line})`);
    else if (one.kind === "makes") edits.around(one.call.start, one.call.end, `${here}.owned(`, ")");
    else edits.after(nodesIn(one.call, "arguments").at(-1)!.end, `, { name: ${JSON.stringify(`${shown}:${line}`)} }`);
  }
  // Inside of what is done with a bus where it is made.
  for (const { key, call } of buses) {
    const name = JSON.stringify(key);
    edits.around(call.start, call.end, `${here}.keep(${name}, ${here}.kept(${name}) ?? `, ")");
  }
  const body = nodesIn(program, "body").filter(({ directive }) => typeof directive !== "string");
  edits.before(startOf(body.find(({ type }) => type !== "ImportDeclaration")) ?? program.end, `;${here}.begin(import.meta.hot);`);
  // Before all that the module imports, which may call it back.
  edits.before(startOf(body[0]) ?? program.end, `import { hotModule as __eventdeck_hotModule__ } from ${JSON.stringify(runtimeId)};`);
  const exported = code.includes("import.meta.hot") ? undefined : acceptsItself(program, imports, buses);
  const busOptions = new Map(buses.map(({ key, call }) => [key, { line: lineAt(call.start), text: argumentsOf(call, code) }]));
  return { ...edits.apply(code, file, tailOf(file, shown, exported)), busOptions };
}

/** Where a statement begins, decorators included. */
function startOf(statement: Node | undefined): number | undefined {
  const decorators = [...nodesIn(statement, "decorators"), ...nodesIn(nodeIn(statement, "declaration"), "decorators")];
  return statement && Math.min(statement.start, ...decorators.map(({ start }) => start));
}

function argumentsOf(call: Node, code: string): string {
  const given = nodesIn(call, "arguments");
  return code.slice(given[0]?.start ?? 0, given.at(-1)?.end ?? 0);
}

/** Made when first asked for: in a cycle of imports a function of the module may be called before the module is evaluated. */
function tailOf(file: string, shown: string, exported: ReadonlyMap<string, string> | undefined): string {
  const lines = [
    "var __eventdeck_module__;",
    `function __eventdeck__() { return (__eventdeck_module__ ??= __eventdeck_hotModule__(${JSON.stringify(file)}, ${JSON.stringify(shown)})); }`,
    `${here}.evaluated();`,
  ];
  if (exported) {
    const keys = JSON.stringify(Object.fromEntries(exported));
    lines.push(`if (import.meta.hot) import.meta.hot.accept((next) => ${here}.accept(next, ${keys}, import.meta.hot));`);
  }
  return `${lines.join("\n")}\n`;
}

/** Finds the line, from 1, of an offset. */
function linesOf(code: string): (offset: number) => number {
  const starts = [...code.matchAll(/\n/g)].map(({ index }) => index);
  return (offset) => {
    let low = 0;
    let high = starts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (starts[middle]! < offset) low = middle + 1;
      else high = middle;
    }
    return low + 1;
  };
}
