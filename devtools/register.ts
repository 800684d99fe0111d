// Without React: for applications whose panel is a script of its own, and for pages that are only looked at from another tab.
export { registerBus } from "./target/index.ts";
