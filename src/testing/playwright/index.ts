export { expect } from "@playwright/test";
export type { PageBus, PageReplayOptions, PageWaitOptions } from "./page-bus.ts";
export { test } from "./test.ts";
export type { BusFixtureOptions, BusFixtures } from "./test.ts";
