import { composeEnhancers, type Enhancer, reportingEnhancer } from "./devtools-enhancer.ts";
import { replaceProperty } from "./patch.ts";
import { safely } from "./quiet.ts";
import { type ConnectOptions, type DevtoolsMessage, StoreConnection, type StoreObserver } from "./store-connection.ts";

const extensionKey = "__REDUX_DEVTOOLS_EXTENSION__";
const composeKey = "__REDUX_DEVTOOLS_EXTENSION_COMPOSE__";

type AnyFunction = (...args: readonly unknown[]) => unknown;

/** Extensions of ours, by what stands for them on the global object. */
const extensions = new WeakMap<object, Extension>();

/**
 * Lets an observer hear of all stores that connect to the Redux DevTools extension from now on. The extension itself, when it is installed, hears of them as well.
 * Returns what ends it, and with the last observer takes ours away.
 */
export function observeStores(observer: StoreObserver): () => void {
  const current: unknown = Reflect.get(globalThis, extensionKey);
  const known = typeof current === "function" ? extensions.get(current) : undefined;
  return (known ?? new Extension(current, Reflect.get(globalThis, composeKey))).add(observer);
}

/** What answers as the extension does, and hands everything on to the one that was there before. */
class Extension {
  readonly #observers = new Set<StoreObserver>();
  readonly #real: AnyFunction | undefined;
  readonly #realCompose: AnyFunction | undefined;
  readonly #restore: readonly (() => void)[];
  #connected = 0;

  constructor(real: unknown, realCompose: unknown) {
    // The very object, since its members are shown as they are.
    this.#real = isFunction(real) ? real : undefined;
    this.#realCompose = toFunction(realCompose);
    const ours = this.#makeExtension();
    extensions.set(ours, this);
    this.#restore = [replaceProperty(globalThis, extensionKey, ours), replaceProperty(globalThis, composeKey, (...args: unknown[]) => this.#compose(args))];
  }

  add(observer: StoreObserver): () => void {
    this.#observers.add(observer);
    return () => {
      this.#observers.delete(observer);
      if (this.#observers.size === 0) for (const restore of this.#restore) restore();
    };
  }

  /** Callable, since it is an enhancer too, with the real one's members except for those that are answered here. */
  #makeExtension(): object {
    const standIn = Object.assign(() => undefined, { open: () => {}, disconnect: () => {}, send: () => {} });
    const connect = (options: unknown) => this.#connect(toOptions(options));
    return new Proxy(this.#real ?? standIn, {
      apply: (_inner, _self, [options]: unknown[]) => this.#enhance(options),
      get: (inner, key, receiver: unknown) => (key === "connect" ? connect : Reflect.get(inner, key, receiver)),
      has: (inner, key) => key === "connect" || Reflect.has(inner, key),
    });
  }

  #newConnection(options: ConnectOptions): StoreConnection {
    return new StoreConnection(options, ++this.#connected, this.#observers);
  }
  #connect(options: ConnectOptions) {
    const store = this.#newConnection(options);
    const real = toMembers(call(this.#real && Reflect.get(this.#real, "connect"), this.#real, [options]));
    const pass = (name: string, args: readonly unknown[]): unknown => call(real?.[name], real, args);
    return {
      ...real,
      init: (state: unknown, ...rest: unknown[]) => {
        pass("init", [state, ...rest]);
        safely(() => store.begin(state));
      },
      send: (action: unknown, state: unknown, ...rest: unknown[]) => {
        pass("send", [action, state, ...rest]);
        // Without an action, what is sent is the extension's own state: what its IMPORT_STATE is answered with.
        if (action !== null && action !== undefined) safely(() => store.act(typeof action === "string" ? { type: action } : action, state));
      },
      subscribe: (listener: (message: DevtoolsMessage) => void) => {
        const ends = [toFunction(pass("subscribe", [listener])), store.subscribe(listener)];
        return () => {
          for (const end of ends) end?.();
        };
      },
      unsubscribe: () => {
        pass("unsubscribe", []);
        store.unsubscribe();
      },
      error: (message: unknown) => {
        pass("error", [message]);
        safely(() => store.fail(message));
      },
    };
  }

  #enhance(options: unknown): Enhancer {
    const ours = reportingEnhancer(() => this.#newConnection(toOptions(options)));
    const real = this.#real && call(this.#real, undefined, [options]);
    return isEnhancer(real) ? composeEnhancers([ours, real]) : ours;
  }
  /** Called with enhancers, or with options and then with enhancers. */
  #compose(args: readonly unknown[]): unknown {
    const [options] = args;
    if (args.length === 1 && typeof options === "object") return (...enhancers: unknown[]) => this.#composeWith(options, enhancers);
    return this.#composeWith(undefined, args);
  }
  #composeWith(options: unknown, enhancers: readonly unknown[]): unknown {
    const ours = reportingEnhancer(() => this.#newConnection(toOptions(options)));
    const all = [...enhancers.filter(isEnhancer), ours];
    const compose = options === undefined ? this.#realCompose : toFunction(this.#realCompose?.(options));
    return compose ? compose(...all) : composeEnhancers(all);
  }
}

function isFunction(value: unknown): value is AnyFunction {
  return typeof value === "function";
}
function toFunction(value: unknown): AnyFunction | undefined {
  return isFunction(value) ? value : undefined;
}
function call(method: unknown, self: unknown, args: readonly unknown[]): unknown {
  return typeof method === "function" ? Reflect.apply(method, self, args) : undefined;
}
function toMembers(value: unknown): Record<string, unknown> | undefined {
  return typeof value === "object" && value !== null ? { ...value } : undefined;
}
function toOptions(value: unknown): ConnectOptions {
  return typeof value === "object" && value !== null ? value : {};
}
function isEnhancer(value: unknown): value is Enhancer {
  return typeof value === "function";
}
