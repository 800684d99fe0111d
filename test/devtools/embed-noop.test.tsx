import { createBus } from "eventdeck";
import { renderToString } from "react-dom/server";
import { describe, expect, expectTypeOf, it } from "vitest";
import * as byNodeEnv from "../../devtools/by-node-env.ts";
import * as real from "../../devtools/index.ts";
import * as noop from "../../devtools/noop.ts";
import * as production from "../../devtools/production.ts";
import type * as register from "../../devtools/register.ts";
import type * as registerByNodeEnv from "../../devtools/register-by-node-env.ts";

type Members<Module> = { readonly [Name in keyof Module]: Module[Name] };

describe("what a production build gets of eventdeck/devtools", () => {
  it("has the same names and types as the panel", () => {
    expect(Object.keys(noop).toSorted()).toEqual(Object.keys(real).toSorted());
    expect(Object.keys(byNodeEnv).toSorted()).toEqual(Object.keys(real).toSorted());
    expectTypeOf<Members<typeof noop>>().toEqualTypeOf<Members<typeof real>>();
    expectTypeOf<Members<typeof byNodeEnv>>().toEqualTypeOf<Members<typeof real>>();
    expectTypeOf<Members<typeof production>>().toEqualTypeOf<Members<typeof real>>();
    expectTypeOf<Members<typeof registerByNodeEnv>>().toEqualTypeOf<Members<typeof register>>();
    expectTypeOf<noop.DevtoolsOptions>().toEqualTypeOf<real.DevtoolsOptions>();
    expectTypeOf<byNodeEnv.MountOptions>().toEqualTypeOf<real.MountOptions>();
  });

  it("draws, mounts and registers nothing, and can be called like the panel (easy-peasy#548)", async () => {
    const bus = createBus();
    expect(renderToString(<noop.BusDevtools bus={bus} />)).toBe("");
    const devtools = noop.mountDevtools({ bus });
    devtools.open();
    devtools.show({ position: 1 });
    devtools.filter("a");
    await devtools.importSession("");
    devtools.close();
    devtools.unmount();
    expect(devtools.isOpen).toBe(false);
    expect(noop.registerBus(bus, "shop")()).toBeUndefined();
    await bus.close();
  });
});

it("the panel can be imported and rendered on a server, where it draws nothing", () => {
  expect(renderToString(<real.BusDevtools />)).toBe("");
});

it("the panel itself is what other builds get", () => {
  expect(byNodeEnv.BusDevtools).toBe(real.BusDevtools);
  expect(production.BusDevtools).toBe(real.BusDevtools);
});
