import { mayCall } from "./calls.ts";
import { isNode } from "./syntax.ts";
import { runtimeId, type Transformed, transformModule } from "./transform-module.ts";

/** The part of Vite's plugin context that is used. */
interface Context {
  readonly meta: { readonly rolldownVersion?: string };
  parse(code: string, options: { readonly lang: "jsx" | "ts" | "tsx" }): unknown;
  resolve(id: string, importer: string | undefined, options: { readonly skipSelf: boolean }): Promise<{ readonly id: string } | null>;
  warn(message: string): void;
}

/**
 * The Vite plugin. In development it names subscriptions and emit sites by file and line, keeps buses across hot updates, and ends the subscriptions of a replaced
 * module. A build is the same with it as without.
 *
 * It reads modules of JavaScript and TypeScript, but none of `node_modules`, as they are written, before any other plugin. Where updates are not hot (`server.hmr: false`,
 * also in Vitest) it does nothing. Needs Vite 8.
 *
 * @example
 * import react from "@vitejs/plugin-react";
 * import { eventdeck } from "eventdeck/vite";
 * import { defineConfig } from "vite";
 *
 * export default defineConfig({ plugins: [eventdeck(), react()] });
 */
export function eventdeck(): { readonly name: string } {
  /** What was transformed so far; of each the options of its buses. */
  const known = new Map<string, Transformed["busOptions"]>();
  let root = "";
  let hot = false;
  const plugin = {
    name: "eventdeck",
    apply: "serve",
    enforce: "pre",
    // Nothing is replaced in a server, where a request's bus ends with the request.
    applyToEnvironment: ({ config }: { readonly config: { readonly consumer: string } }) => config.consumer === "client",
    config: ({ optimizeDeps }: { readonly optimizeDeps?: { readonly exclude?: readonly string[] } }) => {
      const prepared = import.meta.url.includes("/node_modules/") && !optimizeDeps?.exclude?.some((name) => /^eventdeck(?:\/|$)/.test(name));
      // The application's own text does not import it: it would be found late, and the page loaded again. Where the package is linked, nothing of it is prepared.
      return prepared ? { optimizeDeps: { include: ["eventdeck/vite"] } } : {};
    },
    configResolved(config: { readonly root: string; readonly server: { readonly hmr?: unknown } }) {
      root = config.root;
      hot = config.server.hmr !== false;
    },
    buildStart(this: Context) {
      if (this.meta.rolldownVersion === undefined)
        this.warn("needs Vite 8 to read TypeScript. With an older one, call hotSubscriptions(import.meta.hot) in the modules that subscribe.");
    },
    async resolveId(this: Context, id: string) {
      if (id !== runtimeId) return undefined;
      return this.resolve("eventdeck/vite", undefined, { skipSelf: true });
    },
    transform: {
      order: "pre",
      handler(this: Context, code: string, id: string) {
        const language = !hot || isOwn(id) ? undefined : languageOf(id);
        if (language === undefined || !(mayCall(code) || known.has(id)) || code.includes(runtimeId)) return undefined;
        const program = parsed(this, code, language);
        if (!program) return undefined;
        const transformed = transformModule({ code, file: id, shown: shownFrom(root, id) }, program, known.has(id));
        if (!transformed) return undefined;
        for (const line of changedOptions(known.get(id), transformed.busOptions)) {
          this.warn(
            `${shownFrom(root, id)}:${line}: the bus that is running keeps the options it was made with. Reload the page to have those of createBus as they are now.`,
          );
        }
        known.set(id, transformed.busOptions);
        return { code: transformed.code, map: transformed.map };
      },
    },
  };
  return plugin;
}

/** What is to be read as JavaScript or TypeScript; parts of other files, which have a query, are not. */
function languageOf(id: string): "jsx" | "ts" | "tsx" | undefined {
  if (id.startsWith("\0") || id.includes("?") || id.includes("/node_modules/")) return undefined;
  const [, typescript, x] = /\.[cm]?(?:js|(ts))(x?)$/.exec(id) ?? [];
  if (x === undefined) return undefined;
  if (typescript === undefined) return "jsx";
  return x === "" ? "ts" : "tsx";
}

/** A mistake in the syntax is Vite's to report. */
function parsed(context: Context, code: string, lang: "jsx" | "ts" | "tsx") {
  try {
    const program = context.parse(code, { lang });
    return isNode(program) ? program : undefined;
  } catch {
    return undefined;
  }
}

/** This package's own modules, which are not in `node_modules` where it is linked. */
function isOwn(id: string): boolean {
  const folder = decodeURIComponent(new URL("../", import.meta.url).pathname).replace(/^\/(?=[A-Za-z]:\/)/, "");
  return id.startsWith(folder) || id.startsWith(folder.replace(/src\/$/, "devtools/"));
}

function shownFrom(root: string, id: string): string {
  const [from, to] = [root.split("/"), id.split("/")];
  const shared = to.findIndex((folder, index) => folder !== from[index]);
  return [...from.slice(shared).map(() => ".."), ...to.slice(shared)].join("/");
}

/** The lines of those buses whose options are written otherwise than before. */
function changedOptions(before: Transformed["busOptions"] | undefined, now: Transformed["busOptions"]): readonly number[] {
  return [...now].flatMap(([key, { line, text }]) => (before?.has(key) === true && before.get(key)?.text !== text ? [line] : []));
}
