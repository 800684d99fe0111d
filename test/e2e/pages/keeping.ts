import { createBus } from "eventdeck";
import { mountDevtools } from "eventdeck/devtools";

const parameters = new URLSearchParams(location.search);
const run = parameters.get("run");
const bus = createBus({ source: "kept" });
const handled: string[] = [];
bus.subscribe("counted", ({ payload }) => handled.push(`${run} ${Object(payload).n}`));
for (let n = 1; n <= Number(parameters.get("events")); n += 1) bus.emit({ type: "counted", input: { run, n }, options: { priority: "immediate" } });
Object.assign(window, { bus, handled });
mountDevtools({ bus, preserve: parameters.get("preserve") === "events" ? "events" : "layout" });
