import { type Bus, type Clock, createBus, defineEvent, payload } from "eventdeck";
import { mountDevtools } from "eventdeck/devtools";
import { connect } from "eventdeck/transport";
import { memoryLink } from "eventdeck/transport/memory";

const placed = defineEvent("order.placed", payload<{ sku: string }>(), { priority: "immediate" });
const priced = defineEvent("order.priced", payload<{ total: number }>(), { priority: "immediate" });
const shown = defineEvent("order.shown", payload<{ total: number }>(), { priority: "immediate" });

/** The host's time by a wall clock that is so many milliseconds ahead. */
function ahead(aheadMs: number): Clock {
  return {
    now: () => Date.now() + aheadMs,
    monotonic: () => performance.now(),
    schedule: (run, delayMs) => {
      const timer = setTimeout(() => run(), delayMs);
      return () => clearTimeout(timer);
    },
  };
}
async function link(left: Bus, right: Bus, schedule: (task: () => void) => void, publish = "#"): Promise<void> {
  const line = memoryLink({ schedule });
  await Promise.all([connect(left, line.left), connect(right, line.right, { publish })]);
}

const events = [placed, priced, shown] as const;
const shop = createBus({ source: "shop", events });
const worker = createBus({ source: "worker", events, clock: ahead(3_000) });
const tab = createBus({ source: "tab", events, clock: ahead(-2_000) });

/** What is under way between the shop and the worker waits while the price takes its long way: what the tab makes of it is in the shop first. */
const held: (() => void)[] = [];
let holding = false;
const soon = (task: () => void) => void setTimeout(task, 5);
await link(shop, worker, (task) => (holding ? void held.push(task) : soon(task)));
await link(worker, tab, soon);
await link(shop, tab, soon, "order.shown");

worker.subscribe(
  placed,
  (_, { emit }) => {
    holding = true;
    emit(priced({ total: 12 }));
  },
  { name: "Pricing" },
);
tab.subscribe(priced, ({ payload: { total } }, { emit }) => void emit(shown({ total })), { name: "Badge" });
shop.subscribe(priced, () => {}, { name: "Basket" });
shop.subscribe(
  shown,
  () => {
    holding = false;
    for (const task of held.splice(0)) soon(task);
  },
  { name: "Screen" },
);
mountDevtools({ bus: shop });

const button = document.createElement("button");
button.textContent = "Order";
button.addEventListener("click", () => void shop.emit(placed({ sku: "A-1" })));
document.body.append(button);
