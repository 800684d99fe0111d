import { createBus, defineEvent, payload } from "eventdeck";
import { holdReplay, mountDevtools } from "eventdeck/devtools";

const started = defineEvent("app.started", payload<undefined>(), { priority: "immediate" });
const added = defineEvent("cart.item-added", payload<{ readonly sku: string; readonly price: bigint }>());
const counted = defineEvent("cart.counted", payload<{ readonly items: number }>());

const bus = createBus({ events: [started, added, counted] });
const list = document.createElement("ul");
list.setAttribute("aria-label", "Cart");
bus.subscribe(added, ({ payload: { sku, price } }, { emit }) => {
  const item = document.createElement("li");
  item.textContent = `${sku} ${price}`;
  list.append(item);
  emit(counted({ items: list.children.length }));
});

function button(text: string, act: () => void): HTMLButtonElement {
  const element = document.createElement("button");
  element.textContent = text;
  element.addEventListener("click", act);
  return element;
}
let next = 1;
document.body.append(
  button("Add", () => void bus.emit(added({ sku: `A-${next++}`, price: 10n ** 20n }))),
  list,
);
bus.emit(started());
mountDevtools({ bus: { shop: bus }, initiallyOpen: true });
// An application that needs longer than its page says so.
if (location.search.includes("slow")) document.body.prepend(button("Ready", holdReplay()));
