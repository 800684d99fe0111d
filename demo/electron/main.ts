import { fileURLToPath } from "node:url";
import * as electron from "electron";
import { createBus } from "eventdeck";
import { connect, type ConnectOptions } from "eventdeck/transport";
import { electronMain } from "eventdeck/transport/electron-main";
import { clockTicked, events, noteWritten, notesAsked } from "./events.ts";

const { app, BrowserWindow, Menu, MessageChannelMain } = electron;
const besideThis = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

const bus = createBus({ source: "/main", events });
const notes: string[] = [];
bus.subscribe(noteWritten, ({ payload: { by, text } }) => void notes.push(`${by}: ${text}`));
bus.respond(notesAsked, () => [...notes]);

/** What a window may do is said here, where it cannot change it: `subscribe` is what it may publish, `publish` what it hears, `requests` what it may ask. */
async function openWindow(title: string, rights: ConnectOptions): Promise<void> {
  const window = new BrowserWindow({ width: 480, height: 420, title, webPreferences: { preload: besideThis("./preload.cjs") } });
  const connection = await connect(bus, electronMain(window.webContents, { MessageChannelMain, origins: ["file://"] }), rights);
  connection.errors$.subscribe((error) => console.warn(`${title}: ${String(error)}`));
  await window.loadFile(besideThis("./page/index.html"), { query: { name: title } });
}

/** The panel, with this process and both windows in it. Loaded when it is asked for: an application that never calls it does not load it. */
async function openDeck(): Promise<void> {
  const { openDevtoolsWindow } = await import("eventdeck/devtools/electron");
  await openDevtoolsWindow(electron, { bus: { main: bus }, origins: ["file://"], onRefused: (error) => console.warn(error.message) });
}

await app.whenReady();
Menu.setApplicationMenu(
  Menu.buildFromTemplate([
    ...(process.platform === "darwin" ? [{ role: "appMenu" as const }] : []),
    { role: "editMenu" },
    { role: "viewMenu" },
    { label: "Develop", submenu: [{ label: "Event Deck", accelerator: "CmdOrCtrl+Shift+E", click: () => void openDeck() }] },
  ]),
);
let seconds = 0;
setInterval(() => bus.emit(clockTicked({ seconds: ++seconds })), 1000);
await openWindow("Writer", { publish: ["note.#", "clock.#"], subscribe: "note.written", requests: "note.all" });
await openWindow("Reader", { publish: ["note.#", "clock.#"], subscribe: false, requests: "note.all" });
app.on("window-all-closed", () => app.quit());
