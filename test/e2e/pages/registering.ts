import { createBus } from "eventdeck";
import { registerBus } from "eventdeck/devtools/register";

const bus = createBus({ source: "registering" });
registerBus(bus, "early");
bus.emit({ type: "page.loaded", input: { address: location.href } });

const button = document.createElement("button");
button.textContent = "Register another";
button.addEventListener("click", () => registerBus(createBus({ source: "another" }), "late"));
document.body.append(button);
Object.assign(window, { bus });
