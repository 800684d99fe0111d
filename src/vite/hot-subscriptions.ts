import { EventBus, lasting } from "../bus/index.ts";
import { callerOf } from "./caller.ts";
import { Generation } from "./generation.ts";
import { type Account, accountMethods, onAccount } from "./through.ts";

/** Modules that asked for it, by the address under which they were loaded: a replaced module comes under another. */
const generations = new Map<string, Generation>();
let watching = false;

/**
 * Ends what a module has subscribed when a hot update replaces the module: what the Vite plugin does, for one module and without the plugin. To be called at the top
 * of a module that accepts updates, or that is imported by one that does. In a production build it does nothing, and is left out.
 *
 * It covers `subscribe`, `respond`, `stream`, `iterate`, `next`, `use` and `createProjection` wherever they are called in the module's own text, now or later. Whose
 * text it is, the stack tells: it needs `Error.captureStackTrace`, and does nothing in a browser that has none.
 *
 * @param hot `import.meta.hot`
 *
 * @example
 * import { hotSubscriptions } from "eventdeck/vite";
 * import { bus } from "./bus";
 *
 * hotSubscriptions(import.meta.hot);
 * bus.subscribe("cart.*", (event) => console.log(event.type));
 * import.meta.hot?.accept();
 */
/* @__NO_SIDE_EFFECTS__ */
export function hotSubscriptions(hot: { dispose(callback: () => void): void } | undefined): void {
  if (hot === undefined) return;
  const address = callerOf(hotSubscriptions);
  if (address === undefined) return;
  watch();
  // What the module made under its former address ends now at the latest: of a module that another one accepts, Vite does not say that it was replaced.
  // Not by the name that the plugin knows it by: in a test runner address and file are the same.
  const generation = Generation.begin(`hotSubscriptions ${address.replace(/[?&]t=\d+/, "")}`);
  generations.set(address, generation);
  hot.dispose(() => generation.end());
}

/** From now on buses ask who calls. Not before somebody needs it, and never in production. */
function watch(): void {
  if (watching) return;
  watching = true;
  const originals = Object.fromEntries(accountMethods.map((method) => [method, EventBus.prototype[method]]));
  for (const method of accountMethods) {
    const original = EventBus.prototype[method];
    const asking = function (this: EventBus<never>, ...parameters: readonly unknown[]): unknown {
      const generation = ownerOf(asking);
      if (!generation) return Reflect.apply(original, this, parameters);
      const bus = Object.fromEntries(Object.entries(originals).map(([name, one]) => [name, one.bind(this)]));
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- of its methods, all that are asked for
      return Reflect.apply(onAccount(bus as unknown as Account, generation)[method], undefined, parameters);
    };
    Object.defineProperty(asking, "name", { value: method });
    Object.defineProperty(EventBus.prototype, method, { value: asking, configurable: true, writable: true });
  }
  lasting.made = (by, end) => void ownerOf(by)?.owns(end);
}

function ownerOf(called: (...parameters: never) => unknown): Generation | undefined {
  return generations.get(callerOf(called) ?? "");
}
