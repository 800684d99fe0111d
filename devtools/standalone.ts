// Built into files of their own with React, RxJS and the bus's code inside, for pages that have none of them. That bus code is another copy than the
// application's, so the panel looks at what the application's own `registerBus` registered. A page without a bundler makes its bus with the copy in here.
export { createBus, defineEvent, payload } from "eventdeck";
export { mountDevtools } from "./embed/mount-devtools.ts";
export type { Devtools, DevtoolsOptions, Inset, MountOptions } from "./embed/options.ts";
export type { Dock, Theme } from "./model/index.ts";
export { registerBus } from "./target/index.ts";
