export { BusDevtools } from "./embed/bus-devtools.ts";
export { mountDevtools } from "./embed/mount-devtools.ts";
export type { Devtools, DevtoolsOptions, Inset, MountOptions } from "./embed/options.ts";
export { holdReplay } from "./model/replay/reload-ready.ts";
export type { Dock, Theme } from "./model/index.ts";
export { registerBus } from "./target/index.ts";
