import { mount } from "./mount.ts";
import type { Devtools, MountOptions } from "./options.ts";

/**
 * Mounts the panel in any page, with or without React in the application.
 *
 * @returns what controls it, and takes it away again
 * @throws TypeError for a shortcut or a bus that is none; nothing is mounted then
 *
 * @example
 * const devtools = mountDevtools({ bus, shortcut: "Ctrl+Shift+E" });
 */
export function mountDevtools(options: MountOptions = {}): Devtools {
  return mount(options);
}
