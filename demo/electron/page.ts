import { createBus } from "eventdeck";
import { registerBus } from "eventdeck/devtools/register";
import { connect } from "eventdeck/transport";
import { electronRenderer } from "eventdeck/transport/electron-renderer";
import { clockTicked, events, noteWritten, notesAsked } from "./events.ts";

const name = new URLSearchParams(location.search).get("name") ?? "a window";
const element = (id: string): HTMLElement => {
  const found = document.getElementById(id);
  if (!found) throw new Error(`There is no #${id} in index.html.`);
  return found;
};
const show = (note: string): void => {
  const item = document.createElement("li");
  item.textContent = note;
  element("notes").append(item);
};

element("name").textContent = name;
const bus = createBus({ source: `/page/${name.toLowerCase()}`, events });
// For the devtools window. In a build for production it does nothing.
registerBus(bus, name);
bus.subscribe(clockTicked, ({ payload }) => {
  element("clock").textContent = String(payload.seconds);
});
bus.subscribe(noteWritten, ({ payload: { by, text } }) => show(`${by}: ${text}`));
element("write").addEventListener("submit", (event) => {
  event.preventDefault();
  if (!(event.target instanceof HTMLFormElement)) return;
  const text = new FormData(event.target).get("text");
  bus.emit(noteWritten({ text: typeof text === "string" ? text : "", by: name }));
  event.target.reset();
});

const connection = await connect(bus, electronRenderer());
connection.state$.subscribe((state) => {
  element("state").textContent = state;
});
// By then the main process has introduced itself, and what it answers is known.
await bus.next(clockTicked);
for (const note of await bus.request(notesAsked({}))) show(note);
