import type * as real from "./index.ts";

/** Draws nothing: this is what a production build gets of `eventdeck/devtools`. */
export const BusDevtools: typeof real.BusDevtools = () => null;

/** Mounts nothing. */
export const mountDevtools: typeof real.mountDevtools = () => ({
  open() {},
  close() {},
  isOpen: false,
  show() {},
  filter() {},
  importSession: async () => {},
  unmount() {},
});

/** Registers nothing. */
export const registerBus: typeof real.registerBus = () => () => {};

/** Holds nothing back: without a panel there is no replay to wait for. */
export const holdReplay: typeof real.holdReplay = () => () => {};

export type { Devtools, DevtoolsOptions, Dock, Inset, MountOptions, Theme } from "./index.ts";
