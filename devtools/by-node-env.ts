import * as off from "./noop.ts";
import * as real from "./index.ts";

// What `eventdeck/devtools` is to a bundler that knows no "production" and "development" conditions, as esbuild and Rollup do not: they replace
// `process.env.NODE_ENV`, as React asks of them too, and drop the side that cannot be reached. Where nothing is bundled there may be no `process`,
// so the package's other conditions never lead here: bundlers that know them need no expression, and "default" is the panel itself.

/** The panel as a React element; nothing in a production build. */
export const BusDevtools: typeof real.BusDevtools = process.env.NODE_ENV === "production" ? off.BusDevtools : real.BusDevtools;

/** Mounts the panel in any page; does nothing in a production build. */
export const mountDevtools: typeof real.mountDevtools = process.env.NODE_ENV === "production" ? off.mountDevtools : real.mountDevtools;

/** Makes a bus known to panels of the same origin; does nothing in a production build. */
export const registerBus: typeof real.registerBus = process.env.NODE_ENV === "production" ? off.registerBus : real.registerBus;

/** Keeps *Reload and replay to here* waiting until the application is ready; does nothing in a production build. */
export const holdReplay: typeof real.holdReplay = process.env.NODE_ENV === "production" ? off.holdReplay : real.holdReplay;

export type { Devtools, DevtoolsOptions, Dock, Inset, MountOptions, Theme } from "./index.ts";
