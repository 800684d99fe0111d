import { createBus, defineEvent, payload } from "eventdeck";
import { registerBus } from "eventdeck/devtools/register";
import { redact } from "eventdeck/middleware";
import { createProjection } from "eventdeck/projection";

interface Order {
  readonly sku: string;
  readonly password?: string;
  readonly placed?: Date;
  readonly lines?: ReadonlyMap<string, number>;
  readonly cents?: bigint;
  readonly problem?: Error;
}

const placed = defineEvent("order.placed", payload<Order>(), { priority: "immediate" });
const bus = createBus({ source: "shop", events: [placed], middleware: [redact({ keys: ["password"] })], onError: () => {} });
createProjection(bus, { name: "orders", initial: { count: 0 }, reducers: (on) => on(placed, (draft) => void (draft.count += 1)) });

const handled: string[] = [];
bus.subscribe(placed, ({ payload: { sku } }) => void handled.push(sku), { name: "Warehouse" });
bus.subscribe(placed, ({ payload: { sku } }) => refuse(sku), { name: "Payment" });
registerBus(bus, "shop");

function refuse(sku: string): void {
  if (sku === "bad") throw new RangeError("the card was refused");
}

/** For the test: places orders, and tells what was handled. */
Object.assign(window, { place: (order: Order) => void bus.emit(placed(order)), handled });
