import type { Backend, Write } from "./backend.ts";
import { StoreCorruptedError, StoreVersionError } from "./errors.ts";
import { endOfKeys, formatKey } from "./keys.ts";

/** Lifts all rows from one version of the format to the next: what it returns is written in one step, together with the new version. */
export type Migration = (backend: Backend) => Promise<readonly Write[]>;

/** The first of them lifts version 1 to 2, and so on; the format's own version is one more than there are. */
export type Migrations = readonly Migration[];

/**
 * Writes the format's version into an empty store, and lifts an older one to it. A store that is newer, or of somebody else, is not touched.
 *
 * @throws StoreVersionError, StoreCorruptedError
 */
export async function prepareFormat(backend: Backend, migrations: Migrations): Promise<void> {
  const current = migrations.length + 1;
  let version = await readVersion(backend);
  if (version === undefined) {
    if (await holdsRows(backend)) {
      throw new StoreVersionError(`${backend.name} holds data that eventdeck did not write. Nothing was changed: choose another location.`);
    }
    await backend.commit([formatKey], ([text]) => (text === undefined ? [[formatKey, encodeVersion(current)]] : []), true);
    version = await readVersion(backend);
  }
  if (version! > current) {
    throw new StoreVersionError(
      `${backend.name} was written in version ${version} of the format, and this eventdeck knows those up to ${current}. Nothing was changed: ` +
        "update eventdeck, or choose another location.",
    );
  }
  for (; version! < current; version!++) await migrate(backend, version!, migrations[version! - 1]!);
}

async function migrate(backend: Backend, from: number, migration: Migration): Promise<void> {
  const writes = await migration(backend);
  // Another tab may have done it since: then there is nothing left to do.
  const decide = ([text]: readonly (string | undefined)[]): readonly Write[] =>
    text === encodeVersion(from) ? [...writes, [formatKey, encodeVersion(from + 1)]] : [];
  await backend.commit([formatKey], decide, true);
}

async function readVersion(backend: Backend): Promise<number | undefined> {
  const text = await backend.get(formatKey);
  if (text === undefined) return undefined;
  const version = /^\{"version":(\d+)\}$/.exec(text)?.[1];
  if (version === undefined) {
    throw new StoreCorruptedError(`${backend.name} has no readable format version (${text.slice(0, 40)}): restore it from a copy, or choose another location.`);
  }
  return Number(version);
}

async function holdsRows(backend: Backend): Promise<boolean> {
  for await (const rows of backend.pages({ from: "", to: endOfKeys, limit: 1, reverse: false })) if (rows.length > 0) return true;
  return false;
}

function encodeVersion(version: number): string {
  return `{"version":${version}}`;
}
