import type { Bus } from "eventdeck";
import { laterSeldomDomains } from "./local/later-seldom.ts";
import { createTarget } from "./local/target.ts";
import { meetInElectron } from "./hub/electron-page.ts";
import { Store, type Readable } from "./readable.ts";
import { laterHost } from "./remote/later-host.ts";
import { openLobby } from "./remote/lobby.ts";
import type { Rendezvous } from "./remote/rendezvous.ts";
import type { Target } from "./target.ts";

interface Registration {
  readonly target: Target;
  readonly bus: Bus;
  /** How many times it is registered under this name. */
  uses: number;
}

interface Registry {
  readonly targets: Store<readonly Target[]>;
  readonly registrations: Set<Registration>;
  /** Ends what answers panels in other pages. */
  unhost?: () => void;
}

// By a global symbol: a panel that was built into a script of its own has another copy of this module, and finds the same buses.
const key = Symbol.for("eventdeck.registry.1");

function registry(): Registry {
  const known: unknown = Reflect.get(globalThis, key);
  if (isRegistry(known)) return known;
  const made: Registry = { targets: new Store<readonly Target[]>([]), registrations: new Set() };
  Reflect.set(globalThis, key, made);
  return made;
}

// Its name says its version, so that whoever finds it knows its shape.
function isRegistry(value: unknown): value is Registry {
  return typeof value === "object" && value !== null && "targets" in value && "registrations" in value;
}

/** The buses of this page that are registered, in the order in which they were. */
export function registeredTargets(): Readable<readonly Target[]> {
  return registry().targets;
}

/** Answers panels in other pages: of the same origin, and in the devtools window of an Electron application. */
function host(targets: Readable<readonly Target[]>): () => void {
  const meet = (rendezvous?: Rendezvous) => openLobby(targets, laterHost, { rendezvous });
  const leave = [meet(), meetInElectron(meet)];
  return () => {
    for (const end of leave) end();
  };
}

/**
 * Makes a bus known to panels of the same origin, in this page and in other tabs and windows, and to the devtools window of an Electron application.
 *
 * @param name as the panel's picker shows it
 * @returns what takes it back; a bus that was registered several times is known until all have taken it back
 * @throws TypeError for an empty name
 *
 * @example
 * const unregister = registerBus(bus, "shop");
 */
export function registerBus(bus: Bus, name: string): () => void {
  return registerTarget(bus, name).unregister;
}

/** Registers a bus, and hands out what the panel sees of it. @throws TypeError for an empty name */
function registerTarget(bus: Bus, name: string): { readonly target: Target; readonly unregister: () => void } {
  if (typeof name !== "string" || name.trim() === "") throw new TypeError(`registerBus needs a name for the picker, got ${JSON.stringify(name)}.`);
  const known = registry();
  const { targets, registrations } = known;
  const found = [...registrations].find((each) => each.bus === bus && each.target.name === name);
  const registration = found ?? { target: createTarget(bus, { name }, laterSeldomDomains), bus, uses: 0 };
  registration.uses += 1;
  if (!found) {
    registrations.add(registration);
    targets.set([...targets.state, registration.target]);
    known.unhost ??= host(targets);
  }
  let registered = true;
  const unregister = () => {
    if (!registered) return;
    registered = false;
    registration.uses -= 1;
    if (registration.uses > 0) return;
    registrations.delete(registration);
    targets.set(targets.state.filter((each) => each !== registration.target));
    registration.target.close();
    if (registrations.size > 0) return;
    known.unhost?.();
    known.unhost = undefined;
  };
  return { target: registration.target, unregister };
}
