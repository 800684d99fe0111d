import { eventdeck, hotModule } from "eventdeck/vite";
import { moduleRunnerTransform, parseAst, transformWithOxc } from "vite";

/** The plugin's hooks, as Vite calls them. */
interface Hooks {
  configResolved(config: { readonly root: string; readonly server: object }): void;
  readonly transform: {
    handler(this: unknown, code: string, id: string): { readonly code: string; readonly map: { readonly mappings: string } } | undefined;
  };
}

let apps = 0;

/** One dev server's plugin. */
export class PluginUnderTest {
  readonly warnings: string[] = [];
  /** Its own for each: modules are known by their files. */
  readonly root = `/app${++apps}`;
  readonly #hooks: Hooks;

  constructor() {
    const plugin: unknown = eventdeck();
    this.#hooks = plugin as Hooks;
    this.#hooks.configResolved({ root: this.root, server: {} });
  }
  transform(file: string, code: string) {
    const context = {
      parse: (text: string, options: { readonly lang: "jsx" | "ts" | "tsx" }) => parseAst(text, options),
      warn: (message: string) => this.warnings.push(message),
    };
    return this.#hooks.transform.handler.call(context, code, `${this.root}/${file}`);
  }
  /** Evaluates a module as it is served, and anew each time. Returns what it exports. */
  evaluate(file: string, code: string, surroundings: Surroundings = {}): Promise<Record<string, unknown>> {
    return evaluate(`${this.root}/${file}`, this.transform(file, code)?.code ?? code, surroundings);
  }
}

export interface Surroundings {
  /** Importable modules, by name. */
  readonly modules?: Readonly<Record<string, object>>;
  readonly globals?: Readonly<Record<string, unknown>>;
  readonly hot?: object;
  /** Where modules are served. */
  readonly origin?: string;
}

const AsyncFunction = (async () => {}).constructor as new (...source: string[]) => (...parameters: unknown[]) => Promise<void>;
let address = 0;

/** Evaluates a module that may be TypeScript, under an address of its own. */
export async function evaluate(
  id: string,
  code: string,
  { modules = {}, globals = {}, hot, origin = "http://localhost" }: Surroundings = {},
): Promise<Record<string, unknown>> {
  const importable: Readonly<Record<string, object>> = { "virtual:eventdeck/hot-module": { hotModule }, ...modules };
  const javascript = await transformWithOxc(code, id, { jsx: { runtime: "classic", pragma: "h" }, target: "es2022" });
  const runnable = await moduleRunnerTransform(javascript.code, null, id, code);
  const exported: Record<string, unknown> = {};
  const scope: Record<string, unknown> = {
    __vite_ssr_import__: async (name: string) => importable[name],
    __vite_ssr_exportName__: (name: string, get: () => unknown) => Object.defineProperty(exported, name, { enumerable: true, configurable: true, get }),
    __vite_ssr_exportAll__: (all: object) => Object.assign(exported, all),
    __vite_ssr_import_meta__: { hot },
    ...globals,
  };
  const source = `"use strict";${runnable!.code}\n//# sourceURL=${origin}${id}?t=${++address}`;
  await new AsyncFunction(...Object.keys(scope), source)(...Object.values(scope));
  return exported;
}
