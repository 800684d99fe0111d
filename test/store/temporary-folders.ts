import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";

/** Folders that are there for the tests of a file. */
export function temporaryFolders(): { make(): string } {
  const root = mkdtempSync(join(tmpdir(), "eventdeck-store-"));
  let made = 0;
  afterAll(() => {
    rmSync(root, { recursive: true, force: true });
  });
  return { make: () => join(root, String(++made)) };
}
