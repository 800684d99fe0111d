/** The page of the window, which loads the panel's script from beside itself. */
export const pageFile = "electron-window.html";
export const preloadFile = "electron-preload.cjs";

/**
 * The path of a file of the window.
 *
 * @param folder where it is. @default that of the installed package, found from the module that asks, bundled or not
 * @throws Error when the package is not found
 */
export function windowFile(name: string, folder: string = installedFolder()): string {
  return process.getBuiltinModule("node:path").resolve(folder, name);
}

// The modules of Node are had from the process: this is no module of theirs to a bundler that builds it for something else.
function installedFolder(): string {
  try {
    const manifest = process
      .getBuiltinModule("node:module")
      .createRequire(import.meta.url)
      .resolve("eventdeck/package.json");
    return process.getBuiltinModule("node:path").resolve(manifest, "../dist/devtools");
  } catch (cause) {
    const files = `${pageFile}, electron-window.js, ${preloadFile} and eventdeck-devtools.global.js`;
    throw new Error(
      `openDevtoolsWindow() does not find the installed package "eventdeck" from here. Copy ${files} of its dist/devtools beside the application, and pass their folder: openDevtoolsWindow(electron, { files }).`,
      { cause },
    );
  }
}
