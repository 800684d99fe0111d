import type { Page } from "@playwright/test";
import type { ExposedBus } from "../exposed-bus.ts";

/** What can be called on an exposed bus. */
type Method = { readonly [Name in keyof ExposedBus]: ExposedBus[Name] extends (...args: never) => unknown ? Name : never }[keyof ExposedBus];
type Result<Name extends Method> = Awaited<ReturnType<ExposedBus[Name]>>;

/** How a call on the page went: it has no such bus (yet), the bus refused, or there is a value. */
export type Answer<Value> =
  | { readonly kind: "absent"; readonly names: readonly string[] }
  | { readonly kind: "failed"; readonly message: string }
  | { readonly kind: "value"; readonly value: Value };

/**
 * Calls a method of an exposed bus, once.
 *
 * @throws what Playwright throws when the page is gone, or navigates meanwhile
 */
export async function callPage<Name extends Method>(page: Page, name: string, method: Name, args: Parameters<ExposedBus[Name]>): Promise<Answer<Result<Name>>> {
  // As text: Playwright's own serialization is for arguments, and stops at what it does not know.
  return JSON.parse(await page.evaluate(callExposed, { name, method, args }));
}

/** Runs in the page, so it stands for itself. */
async function callExposed(call: { readonly name: string; readonly method: string; readonly args: readonly unknown[] }): Promise<string> {
  const buses: object = Reflect.get(globalThis, "eventdeckBuses") ?? {};
  const bus: unknown = Reflect.get(buses, call.name);
  if (bus === undefined) return JSON.stringify({ kind: "absent", names: Object.keys(buses) });
  try {
    const value: unknown = await Reflect.apply(Reflect.get(Object(bus), call.method), bus, call.args);
    return JSON.stringify({ kind: "value", value });
  } catch (error) {
    return JSON.stringify({ kind: "failed", message: String(error) });
  }
}
