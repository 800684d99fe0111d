export { eventdeckPlugin, type EventdeckPlugin, type EventdeckPluginOptions } from "./embed/tanstack-plugin.tsx";
