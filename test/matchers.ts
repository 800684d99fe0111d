import { busMatchers, type BusMatchers } from "eventdeck/testing";
import { expect } from "vitest";

declare module "vitest" {
  interface Matchers<T> extends BusMatchers<T> {}
}
expect.extend(busMatchers);

export { expect };
