import { styleOwnWindow } from "./styles.ts";

// Another page of the same group of windows may have a panel of that name open, which is not ours to take.
const names = ["eventdeck-devtools", "eventdeck-devtools-2", "eventdeck-devtools-3", "eventdeck-devtools-4"];
const mark = "eventdeck.window";
const lookMs = 50;

export interface OwnWindowEvents {
  /** The window holds an empty document to draw in: when it opens, and again when it was reloaded. */
  readonly onReady: (view: Window) => void;
  /** The page goes away, and with it whatever draws in the window. */
  readonly onLeave: () => void;
  /** The user closed it. */
  readonly onClosed: () => void;
}

/**
 * A browser window for the panel. It stays when the page is reloaded, and is found again by its name: which name that is, the tab remembers for its session.
 */
export class OwnWindow {
  readonly #page: Window;
  readonly #events: OwnWindowEvents;
  #view: Window | undefined;
  #name: string | undefined;
  #leave = new AbortController();
  #look: number | undefined;

  constructor(page: Window, events: OwnWindowEvents) {
    this.#page = page;
    this.#events = events;
  }

  get view(): Window | undefined {
    return this.#view;
  }

  /** Opens it, or brings it to the front. `false` when the browser does not allow it. */
  open(): boolean {
    if (this.#view) {
      this.#view.focus();
      return true;
    }
    for (const name of names) {
      const view = this.#page.open("", name, "popup,width=1280,height=800");
      if (!view || view.closed) return false;
      if (!isOurs(view, this.#page) || isTaken(view)) continue;
      this.#take(view, name);
      return true;
    }
    return false;
  }

  /** Finds the window that the page had before it was reloaded. `false` when there is none. */
  find(): boolean {
    for (const name of this.#remembered()) {
      // An existing window needs no permission to be found; a new one is not allowed without a click, and is not wanted.
      const view = this.#page.open("", name);
      if (view && isOurs(view, this.#page)) {
        if (isTaken(view)) continue;
        if (isWaiting(view)) {
          this.#take(view, name);
          return true;
        }
        view.close();
      }
      this.#forget(name);
    }
    return false;
  }

  /** Closes it; `onClosed` is not told. */
  close(): void {
    const view = this.#view;
    this.#stop();
    view?.close();
  }

  #take(view: Window, name: string): void {
    this.#view = view;
    this.#name = name;
    this.#write([...this.#remembered().filter((each) => each !== name), name]);
    const { signal } = this.#leave;
    this.#page.addEventListener("pagehide", () => this.#wait(view), { signal });
    // A page that comes back from the browser's memory goes on where it was.
    this.#page.addEventListener("pageshow", ({ persisted }) => persisted && (view.closed ? this.#closed() : this.#ready(view)), { signal });
    this.#ready(view);
  }

  #ready(view: Window): void {
    const { document } = view;
    document.documentElement.dataset["eventdeck"] = "taken";
    document.documentElement.lang = "en";
    document.body.replaceChildren();
    styleOwnWindow(document);
    // It closes or is reloaded: only later can anybody tell which.
    view.addEventListener("pagehide", () => this.#lookAfter(view, document), { once: true, signal: this.#leave.signal });
    this.#events.onReady(view);
  }

  #lookAfter(view: Window, before: Document): void {
    this.#look = this.#page.setTimeout(() => {
      if (view.closed) this.#closed();
      else if (view.document === before || view.document.body === null) this.#lookAfter(view, before);
      else this.#ready(view);
    }, lookMs);
  }

  #closed(): void {
    this.#stop();
    this.#events.onClosed();
  }

  // No script of this page runs in the window once the page has gone, so what is to be read there meanwhile is written now.
  #wait(view: Window): void {
    this.#events.onLeave();
    const { document } = view;
    document.documentElement.dataset["eventdeck"] = "waiting";
    const text = document.createElement("p");
    text.setAttribute("role", "status");
    text.textContent = "Waiting for the page. It takes this window back when it has loaded; if it is gone for good, close the window.";
    document.body.replaceChildren(text);
  }

  #stop(): void {
    this.#leave.abort();
    this.#leave = new AbortController();
    this.#page.clearTimeout(this.#look);
    if (this.#name !== undefined) this.#forget(this.#name);
    this.#view = undefined;
    this.#name = undefined;
  }

  #forget(name: string): void {
    this.#write(this.#remembered().filter((each) => each !== name));
  }

  #remembered(): readonly string[] {
    try {
      return this.#page.sessionStorage.getItem(mark)?.split(" ") ?? [];
    } catch {
      // Storage is forbidden here: the window is not found again, and says that it waits.
      return [];
    }
  }

  #write(remembered: readonly string[]): void {
    try {
      if (remembered.length === 0) this.#page.sessionStorage.removeItem(mark);
      else this.#page.sessionStorage.setItem(mark, remembered.join(" "));
    } catch {
      // As above.
    }
  }
}

/** A window of that name may belong to another tab, or show another site by now. */
function isOurs(view: Window, page: Window): boolean {
  try {
    return view.opener === page && view.document.documentElement !== null;
  } catch {
    return false;
  }
}

/** By another panel on the same page. */
function isTaken(view: Window): boolean {
  return view.document.documentElement.dataset["eventdeck"] === "taken";
}

function isWaiting(view: Window): boolean {
  return view.document.documentElement.dataset["eventdeck"] === "waiting";
}
