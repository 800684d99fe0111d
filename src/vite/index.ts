export { eventdeck } from "./plugin.ts";
export { hotSubscriptions } from "./hot-subscriptions.ts";
export { hotModule, type HotModule } from "./hot-module.ts";
