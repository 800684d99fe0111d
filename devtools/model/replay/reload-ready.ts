interface Holds {
  readonly held: Set<object>;
  readonly waiting: Set<() => void>;
}

const key = Symbol.for("eventdeck.reload-holds.1");

// By a global symbol: the panel may be built into a script of its own, with another copy of this module.
function holds(): Holds {
  const known: unknown = Reflect.get(globalThis, key);
  if (isHolds(known)) return known;
  const made: Holds = { held: new Set(), waiting: new Set() };
  Reflect.set(globalThis, key, made);
  return made;
}

// Its name says its version, so that whoever finds it knows its shape.
function isHolds(value: unknown): value is Holds {
  return typeof value === "object" && value !== null && "held" in value && "waiting" in value;
}

/**
 * Keeps *Reload and replay to here* waiting until the returned function is called: for an application that is not ready for its events when its page has
 * loaded and is idle. To be called while the application starts.
 *
 * @returns what says that the application is ready
 *
 * @example
 * const ready = holdReplay();
 * await loadTranslations();
 * ready();
 */
export function holdReplay(): () => void {
  const { held, waiting } = holds();
  const hold = {};
  held.add(hold);
  return () => {
    held.delete(hold);
    if (held.size > 0) return;
    for (const go of waiting) go();
  };
}

/** Resolves when nobody holds a replay back. */
export function whenReleased(): Promise<void> {
  const { held, waiting } = holds();
  if (held.size === 0) return Promise.resolve();
  return new Promise((resolve) => {
    const go = () => {
      waiting.delete(go);
      resolve();
    };
    waiting.add(go);
  });
}

// A page that is never idle has to be ready at some time.
const longestWaitMs = 2_000;

/** Resolves when the page has loaded, was idle after that, and nobody holds a replay back. */
export async function whenReady(): Promise<void> {
  if (document.readyState !== "complete") {
    await new Promise((loaded) => {
      addEventListener("load", loaded, { once: true });
    });
  }
  await new Promise<unknown>((idle) => {
    if (typeof requestIdleCallback === "function") requestIdleCallback(idle, { timeout: longestWaitMs });
    else setTimeout(idle, 100);
  });
  await whenReleased();
}
