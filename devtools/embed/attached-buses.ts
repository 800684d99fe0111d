import type { Bus } from "eventdeck";
import { laterMistake } from "../model/later.ts";
import { laterSeldomDomains } from "../target/local/later-seldom.ts";
import type { findRemoteTargets } from "../target/remote/finding.ts";
import { createTarget, registeredTargets, Store, type Readable, type Rendezvous, type Target } from "../target/index.ts";

/** What a panel may be attached to: one bus, several by name, or none, which means all that are registered. */
export type Buses = Bus | Readonly<Record<string, Bus>> | undefined;

/** The buses of one panel, which may be exchanged for others. */
export class AttachedBuses {
  readonly #targets = new Store<readonly Target[]>([]);
  #own = new Map<Target, Bus>();
  #leave: (() => void) | undefined;
  /** Begins to look for buses of other pages; absent once it has begun, and where the buses are given. */
  #find: (() => Promise<void>) | undefined;
  #wantsElsewhere = false;
  readonly #rendezvous: Rendezvous | undefined;

  /**
   * @param rendezvous - where the buses of other pages are. @default those of this origin
   * @throws TypeError for what is no bus
   */
  constructor(buses: Buses, rendezvous?: Rendezvous) {
    this.#rendezvous = rendezvous;
    this.attach(buses);
  }

  /** Looks for buses of other pages too, from now on. What that takes is loaded here, since a panel that nobody opens need not know of them. */
  lookElsewhere(): void {
    this.#wantsElsewhere = true;
    this.#findIfWanted();
  }

  get targets(): Readable<readonly Target[]> {
    return this.#targets;
  }

  /** Looks at other buses from now on; those that stay keep what is known of them. @throws TypeError for what is no bus */
  attach(buses: Buses): void {
    const named = buses === undefined ? [] : namesOf(buses);
    this.#leave?.();
    this.#leave = undefined;
    this.#find = undefined;
    const before = this.#own;
    this.#own = new Map(named.map(([name, bus]) => [targetFor(before, name, bus), bus]));
    if (buses === undefined) this.#followRegistry();
    else this.#targets.set([...this.#own.keys()]);
    for (const target of before.keys()) if (!this.#own.has(target)) target.close();
  }

  close(): void {
    this.#leave?.();
    for (const target of this.#own.keys()) target.close();
    this.#own.clear();
  }

  #findIfWanted(): void {
    if (!this.#wantsElsewhere) return;
    this.#find?.().catch((error: unknown) => reportError(new Error(laterMistake("What finds the buses of other pages", error), { cause: error })));
  }

  /** Those of this page, and those of other pages. */
  #followRegistry(): void {
    const here = registeredTargets();
    let elsewhere: ReturnType<typeof findRemoteTargets> | undefined;
    // A bus that this page has taken back is not one of another page because the page still hears of it.
    const own = new Set<string>();
    const follow = () => {
      for (const { id } of here.state) own.add(id);
      this.#targets.set([...here.state, ...(elsewhere?.state ?? []).filter(({ id }) => !own.has(id))]);
    };
    const leave = [here.subscribe(follow)];
    let left = false;
    this.#leave = () => {
      left = true;
      elsewhere?.close();
      for (const end of leave) end();
    };
    follow();
    this.#find = async () => {
      this.#find = undefined;
      const finding = await import("../target/remote/finding.ts");
      if (left) return;
      elsewhere = finding.findRemoteTargets({ rendezvous: this.#rendezvous });
      leave.push(elsewhere.subscribe(follow));
      follow();
    };
    this.#findIfWanted();
  }
}

/** Whether both are the same buses under the same names: an object that is written in a render is another one each time. */
export function isSameBuses(before: Buses, now: Buses): boolean {
  if (before === now) return true;
  if (!before || !now || isBus(before) || isBus(now)) return false;
  const names = Object.keys(now);
  return names.length === Object.keys(before).length && names.every((name) => before[name] === now[name]);
}

function targetFor(known: ReadonlyMap<Target, Bus>, name: string, bus: Bus): Target {
  const found = [...known].find(([target, each]) => each === bus && target.name === name);
  return found?.[0] ?? targetOf(bus, name);
}

function targetOf(bus: Bus, name: string): Target {
  try {
    return createTarget(bus, { name }, laterSeldomDomains);
  } catch (cause) {
    const cure = `Register it with registerBus(bus, ${JSON.stringify(name)}) of the application's "eventdeck/devtools/register", and mount the devtools without a bus.`;
    throw new TypeError(`The bus "${name}" was made by another copy of eventdeck than these devtools came with. ${cure}`, { cause });
  }
}

function namesOf(buses: Bus | Readonly<Record<string, Bus>>): [name: string, bus: Bus][] {
  const named: [string, unknown][] = isBus(buses) ? [[buses.source, buses]] : Object.entries(buses);
  return named.map(([name, bus]) => {
    if (!isBus(bus))
      throw new TypeError(`The devtools were given no bus as ${JSON.stringify(name)}: pass what createBus() returned, or several of them by name.`);
    return [name, bus];
  });
}

function isBus(value: unknown): value is Bus {
  return typeof value === "object" && value !== null && "emit" in value && typeof value.emit === "function" && "history" in value;
}
