import { createBus, type Bus } from "eventdeck";
import { exposeBus } from "eventdeck/testing";
import { added, loaded } from "./events.ts";

let bus: Bus = createBus({ events: [added, loaded] });
let unexpose = () => {};

const add = () => bus.emit(added({ sku: "A-1", at: new Date(0), counts: new Map([["A-1", 1n]]) }));
const expose = () => {
  unexpose = exposeBus(bus);
  bus.emit(loaded({ address: location.search }));
};
const replace = () => {
  unexpose();
  bus = createBus({ events: [added, loaded] });
  expose();
  add();
};
for (const [text, act] of Object.entries({ Add: add, Expose: expose, Replace: replace })) {
  const button = document.createElement("button");
  button.textContent = text;
  button.addEventListener("click", act);
  document.body.append(button);
}
const second = createBus();
exposeBus(second, "second");
second.emit({ type: "second", input: undefined });
if (!location.search.includes("later")) expose();
