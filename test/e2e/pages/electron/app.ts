import { createBus, defineEvent, payload } from "eventdeck";
import { registerBus } from "eventdeck/devtools/register";

const name = new URLSearchParams(location.search).get("name") ?? "a page";
const saved = defineEvent("note.saved", payload<{ readonly text: string }>(), { priority: "immediate" });
const bus = createBus({ source: name, events: [saved] });
document.title = `${name}, a page`;
// All that a page of an application has to do.
registerBus(bus, name);

/** For the test: an event of this page. */
Object.assign(window, { save: (text: string) => void bus.emit(saved({ text })) });
