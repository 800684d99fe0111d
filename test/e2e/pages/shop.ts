import { createBus, defineEvent, payload } from "eventdeck";
import { mountDevtools, type MountOptions } from "eventdeck/devtools";

const added = defineEvent("cart.item-added", payload<{ readonly sku: string }>(), { priority: "immediate" });
const bus = createBus({ source: "shop", events: [added], onError: () => {} });
bus.subscribe("cart.*", () => {}, { name: "Badge" });
const add = () => bus.emit(added({ sku: `A-${bus.history.size + 1}` }));
add();

const button = document.createElement("button");
button.textContent = "Add";
button.addEventListener("click", add);
document.body.append(button);

const text = new URLSearchParams(location.search).get("options");
const options: MountOptions = text === null ? {} : JSON.parse(text);
mountDevtools({ bus, shortcut: "Ctrl+Shift+E", ...options });
if (location.search.includes("twice")) mountDevtools({ bus, ...options });
setInterval(add, 40);
