import { type Bus, EventBus } from "../bus/index.ts";
import { Generation } from "./generation.ts";
import { noteEvent, noteSubscription } from "./sites.ts";
import { onAccount } from "./through.ts";
import { watched } from "./watched-publishing.ts";

/** What a module of the application asks for, in code that the plugin has put there. */
export interface HotModule {
  /** The module's own code begins. */
  begin(hot: Hot | undefined): void;
  /** It has come to its end. */
  evaluated(): void;
  /** A bus on the module's account, or on nobody's where a component ends what it makes; anything else as it is. */
  through(receiver: unknown, line: number, inHook?: boolean): unknown;
  /** Notes where an event was emitted. Returns what it was given. */
  emitted(result: unknown, line: number): unknown;
  /** A function that emits as the given one does, and notes where it was asked for; the same for the same. */
  emitter(emit: unknown, line: number): unknown;
  /** Ends with the module. Returns what it was given. */
  owned(made: unknown): unknown;
  /** The bus that an earlier evaluation has made. */
  kept(key: string): Bus | undefined;
  keep(key: string, made: unknown): unknown;
  /** The next evaluation has taken this one's place, unless somebody holds what it has replaced. */
  accept(next: Readonly<Record<string, unknown>> | undefined, exported: Readonly<Record<string, string>>, hot: Hot): void;
}

/** What is used of `import.meta.hot`. */
interface Hot {
  prune?(callback: () => void): void;
  invalidate(message?: string): void;
}

/**
 * For the code that the plugin puts into modules; applications do not call it.
 *
 * @param file absolute path
 * @param shown as it is shown in names
 */
export function hotModule(file: string, shown: string): HotModule {
  return new Evaluation(file, shown);
}

class Evaluation implements HotModule {
  readonly #file: string;
  readonly #shown: string;
  readonly #generation: Generation;
  readonly #emitters = new WeakMap<object, Map<number, unknown>>();

  constructor(file: string, shown: string) {
    this.#file = file;
    this.#shown = shown;
    this.#generation = Generation.begin(file);
  }

  begin(hot: Hot | undefined): void {
    this.#generation.evaluate();
    // First of all callbacks, since Vite keeps only the last: one of the application's own stays.
    hot?.prune?.(() => this.#generation.end());
  }
  evaluated(): void {
    this.#generation.evaluated();
  }

  through(receiver: unknown, line: number, inHook = false): unknown {
    if (isBus(receiver)) return this.#account(receiver, line, inHook ? Generation.lasting() : this.#owner());
    if (Generation.evaluating === this.#generation) this.#generation.touchedOthers = true;
    return receiver;
  }
  /** What a function makes while another module is evaluated is made again when that one is replaced, too. */
  #owner(): Generation {
    const { evaluating } = Generation;
    return evaluating === undefined || evaluating === this.#generation ? this.#generation : Generation.until(this.#generation, evaluating);
  }
  #account(bus: Bus, line: number, generation: Generation): object {
    const place = `${this.#shown}:${line}`;
    const site = { file: this.#file, line };
    const name = (handler: unknown) => (typeof handler === "function" && handler.name ? `${handler.name} (${place})` : place);
    const account = onAccount(bus, generation, name, (subscription) => noteSubscription(subscription, site));
    return { ...account, ...watched(bus, place, site) };
  }
  emitted(result: unknown, line: number): unknown {
    for (const event of Array.isArray(result) ? result : [result]) noteEvent(event, { file: this.#file, line });
    return result;
  }
  emitter(emit: unknown, line: number): unknown {
    if (typeof emit !== "function") return emit;
    const known = this.#emitters.get(emit) ?? new Map<number, unknown>();
    this.#emitters.set(emit, known);
    if (!known.has(line)) known.set(line, (...parameters: readonly unknown[]) => this.emitted(Reflect.apply(emit, undefined, parameters), line));
    return known.get(line);
  }
  owned(made: unknown): unknown {
    if (isDisposable(made)) this.#owner().owns(() => made[Symbol.dispose]());
    return made;
  }

  kept(key: string): Bus | undefined {
    const bus = this.#generation.buses.get(key);
    return bus?.closed ? undefined : bus;
  }
  keep(key: string, made: unknown): unknown {
    if (isBus(made)) this.#generation.buses.set(key, made);
    return made;
  }
  accept(next: Readonly<Record<string, unknown>> | undefined, exported: Readonly<Record<string, string>>, hot: Hot): void {
    // What could not be loaded has replaced nothing.
    if (!next) return;
    const names = Object.keys(next);
    const same = names.length === Object.keys(exported).length && names.every((name) => next[name] === this.#generation.buses.get(exported[name] ?? ""));
    if (!same || this.#generation.touchedOthers) hot.invalidate();
  }
}

/** Asks for its class and nothing else: a proxy or a getter of somebody else would notice more. */
function isBus(value: unknown): value is Bus {
  return value instanceof EventBus;
}

function isDisposable(value: unknown): value is Disposable {
  return typeof value === "object" && value !== null && Symbol.dispose in value;
}
