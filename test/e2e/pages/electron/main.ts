import { createBus, defineEvent, payload } from "eventdeck";
import { openDevtoolsWindow } from "eventdeck/devtools/electron";
import { devtoolsSite, FakeElectron } from "./fake-electron.ts";

const counted = defineEvent("clock.counted", payload<{ readonly seconds: number }>(), { priority: "immediate" });
const bus = createBus({ source: "main", events: [counted] });
const electron = new FakeElectron();

/** For the test: what the main process of an application does. */
Object.assign(window, {
  openApp: (address: string) => void electron.open(address, new URL(address).origin),
  closeApp: (origin: string) => electron.close(origin),
  openDevtools: async () => void (await openDevtoolsWindow(electron, { bus: { main: bus }, files: devtoolsSite })),
  count: (seconds: number) => void bus.emit(counted({ seconds })),
});
