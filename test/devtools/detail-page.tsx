import { act, StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { type Bus, type HistoryEntry } from "eventdeck";
import { createDeck, type DeckModel, PanelModel, shielded } from "../../devtools/model/index.ts";
import { EventDetail } from "../../devtools/panel/detail/event-detail.tsx";
import { type KeyPlace, pressed } from "../../devtools/panel/keys.ts";
import { PanelContext } from "../../devtools/panel/panel-context.ts";
import { ShadowHost, type Theme } from "./shadow-host.tsx";
import { useStore } from "../../devtools/panel/use-store.ts";
import { createLocalTarget, Store, type Target } from "../../devtools/target/index.ts";

/** The detail of a bus's events, on a page of its own. */
export interface DetailPage {
  readonly deck: DeckModel;
  readonly panel: PanelModel;
  readonly root: ShadowRoot;
  /** Opens the event at a position and draws it. */
  open(position: number): Promise<void>;
  /** Lets everything happen that waits for a frame or a promise. */
  settle(): Promise<void>;
  unmount(): Promise<void>;
}

interface DetailPageOptions {
  readonly width?: number;
  readonly height?: number;
  readonly theme?: Theme;
  /** Instead of the bus of this page. */
  readonly target?: (local: Target) => Target;
  readonly openInEditor?: (file: string, line: number) => void;
}

/** Shows the detail of events of a bus. Frames pass at once, so that nothing waits for the screen. */
export async function showDetail(bus: Bus, options: DetailPageOptions = {}): Promise<DetailPage> {
  const { width = 720, height = 640, theme = "light" } = options;
  const local = createLocalTarget(bus, { name: "shop", place: "Shop" });
  const target = options.target?.(local) ?? local;
  const panel = new PanelModel({ createDeck, targets: new Store<readonly Target[]>([target]), openInEditor: options.openInEditor });
  const { deck } = panel.state;
  if (!deck) throw new Error("The panel has chosen no bus.");
  const disconnect = deck.connect();
  const place = document.createElement("div");
  place.style.cssText = `width:${width}px;height:${height}px`;
  document.body.append(place);
  const root = createRoot(place);
  await act(async () => root.render(<Page panel={panel} deck={deck} theme={theme} />));
  const host = place.querySelector(".eventdeck");
  if (!host?.shadowRoot) throw new Error("The panel has no shadow root.");
  const settle = () => act(() => new Promise<void>((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve()))));
  return {
    deck,
    panel,
    root: host.shadowRoot,
    async open(position) {
      await act(async () => deck.events.open(position));
      await settle();
    },
    settle,
    async unmount() {
      await act(async () => root.unmount());
      disconnect();
      panel.dispose();
      target.close();
      place.remove();
    },
  };
}

interface PageProps {
  readonly panel: PanelModel;
  readonly deck: DeckModel;
  readonly theme: Theme;
}

function Page({ panel, deck, theme }: PageProps) {
  const place: KeyPlace = { panel, deck, focusList: () => undefined, filter: { current: null }, focusFilter: () => undefined };
  return (
    <StrictMode>
      <ShadowHost theme={theme}>
        <PanelContext.Provider value={place}>
          {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- as in the panel */}
          <section className="deck" aria-label="Event deck" onKeyDown={(event) => !event.defaultPrevented && pressed(event, place) && event.preventDefault()}>
            <Opened deck={deck} />
          </section>
        </PanelContext.Provider>
      </ShadowHost>
    </StrictMode>
  );
}

function Opened({ deck }: { readonly deck: DeckModel }) {
  const { opened } = useStore(deck.events);
  return opened ? (
    <div className="pane detail-pane">
      <EventDetail deck={deck} entry={shielded(opened)} onClose={() => deck.events.closeDetail()} />
    </div>
  ) : null;
}

/** The newest entry of a bus. */
export function newest(bus: Bus): HistoryEntry {
  const entry = bus.history.get(bus.history.lastPosition);
  if (!entry) throw new Error("Nothing was recorded.");
  return entry;
}
