import type { Dock } from "../model/index.ts";
import { LaterPanel } from "./later-panel.tsx";
import { DockControls } from "./dock-controls.tsx";
import { OwnWindow } from "./own-window.ts";
import type { Setting } from "./setting.ts";
import { createSurface, type Surface } from "./surface.ts";

/**
 * The panel in a window of its own, for as long as it is open and docked to "window". When the browser does not allow a window the panel says so and is
 * docked where it was; so it is when the user closes the window.
 */
export class WindowPlace {
  readonly #setting: Setting;
  readonly #page: Window;
  readonly #window: OwnWindow;
  readonly #leave: () => void;
  #surface: Surface | undefined;
  #lastDock: Exclude<Dock, "window">;

  constructor(setting: Setting, page: Window) {
    this.#setting = setting;
    this.#page = page;
    const { panel } = setting;
    this.#lastDock = panel.state.dock === "right" ? "right" : "bottom";
    this.#window = new OwnWindow(page, {
      onReady: (view) => this.#draw(view),
      onLeave: () => this.#erase(),
      onClosed: () => {
        this.#erase();
        panel.setDock(this.#lastDock);
      },
    });
    if (this.#window.find()) {
      panel.open();
      panel.setDock("window");
    }
    this.#leave = panel.subscribe(() => this.#settle());
    this.#settle();
  }

  /** Brings the window to the front. */
  focus(): void {
    this.#window.view?.focus();
  }

  close(): void {
    this.#leave();
    this.#erase();
    this.#window.close();
  }

  #settle(): void {
    const { panel } = this.#setting;
    const { open, dock } = panel.state;
    if (dock !== "window") this.#lastDock = dock;
    if (!open || dock !== "window") {
      if (!this.#window.view) return;
      this.#erase();
      this.#window.close();
    } else if (this.#surface) this.#dress(this.#surface);
    else if (!this.#window.view && !this.#window.open()) {
      panel.setDock(this.#lastDock);
      panel.notify("The browser blocked the window. Allow this page to open windows, then try again; until then the panel stays here.");
    }
  }

  #draw(view: Window): void {
    const { panel, frames, styleNonce } = this.#setting;
    this.#erase();
    const surface = createSurface(view.document, { kind: "whole", styleNonce });
    this.#surface = surface;
    view.document.body.append(surface.host);
    this.#dress(surface);
    frames.moveTo(view);
    surface.render(<LaterPanel panel={panel} controls={<DockControls panel={panel} />} />);
  }

  #dress({ host, setTheme }: Surface): void {
    const { theme, target } = this.#setting.panel.state;
    setTheme(theme);
    host.ownerDocument.title = [target?.name ?? "no bus", this.#page.location.host || this.#page.location.protocol, "eventdeck"].join(" · ");
  }

  #erase(): void {
    this.#surface?.remove();
    this.#surface = undefined;
    this.#setting.frames.moveTo(this.#page);
  }
}
