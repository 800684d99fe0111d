import { BusError } from "../event/index.ts";
import { StoreClosedError, StoreCorruptedError, StoreFullError, StoreLockedError } from "./errors.ts";

/** What the file systems of Linux, macOS and Windows say, and the quota of a browser. A limit on the size of a file is as good as a full disk. */
const full = /No space left on device|not enough space|Disk quota exceeded|File too large|QuotaExceededError/i;
const missing = /No such file or directory|cannot find the (?:file|path)/i;

/** An error of abstract-level, LevelDB or IndexedDB as one of this package; as it is when none of them says more. */
export function explainLevelError(name: string, error: unknown): unknown {
  if (error instanceof BusError) return error;
  const chain = causes(error);
  const codes = new Set(chain.map(codeOf));
  const text = chain.map(String).join(": ");
  const cause = { cause: error };
  if (codes.has("LEVEL_LOCKED")) {
    return new StoreLockedError(`${name} is open elsewhere, in another process or in another store of this one: close that first, or share its store.`, cause);
  }
  if (codes.has("LEVEL_CORRUPTION") || (codes.has("LEVEL_IO_ERROR") && missing.test(text))) {
    const cure = "restore it from a copy, save what is left with ClassicLevel.repair(location) of classic-level, or choose another location";
    return new StoreCorruptedError(`${name} is damaged (${deepest(chain)}): ${cure}.`, {}, cause);
  }
  if (full.test(text))
    return new StoreFullError(`${name} has no room (${deepest(chain)}): make some, or truncate streams. Nothing of this was written.`, cause);
  if (codes.has("LEVEL_DATABASE_NOT_OPEN") || codes.has("LEVEL_ITERATOR_NOT_OPEN")) {
    // The database refuses to open for a reason, which stands beneath it.
    return chain.length > 1 ? error : new StoreClosedError(`${name} was closed: open it again, or do this before closing it.`, cause);
  }
  return error;
}

function causes(error: unknown): unknown[] {
  const chain: unknown[] = [];
  // Nobody's chain is this long, and one may run in a circle.
  for (let at = error; at !== undefined && chain.length < 10; at = at instanceof Error ? at.cause : undefined) chain.push(at);
  return chain;
}
function codeOf(error: unknown): unknown {
  return typeof error === "object" && error !== null && "code" in error ? error.code : undefined;
}
function deepest(chain: readonly unknown[]): string {
  const last = chain.at(-1);
  return last instanceof Error ? last.message || last.name : String(last);
}
