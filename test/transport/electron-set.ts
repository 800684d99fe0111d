import { electronMain } from "eventdeck/transport/electron-main";
import { electronPreload } from "eventdeck/transport/electron-preload";
import { electronRenderer, type ElectronRendererOptions } from "eventdeck/transport/electron-renderer";
import { microtasks, VirtualClock } from "eventdeck/testing";
import { fakeChannels, type FakePage, FakeWindow } from "./electron-fakes.ts";
import { RecordingHost } from "./recording-host.ts";

const appOrigin = "app://shop";

/** A window whose page connects when it is loaded, as an application would have it, and the main process's link to it. */
export async function openWindow({
  origin = appOrigin,
  preload = true,
  ...options
}: ElectronRendererOptions & { readonly origin?: string; readonly preload?: boolean } = {}) {
  const clock = new VirtualClock();
  const { MessageChannelMain, made } = fakeChannels();
  const pages: {
    readonly host: RecordingHost;
    readonly link: ReturnType<typeof electronRenderer>;
    readonly connected: Promise<void>;
    readonly page: FakePage;
  }[] = [];
  const window = new FakeWindow(origin, (page) => {
    if (preload) electronPreload(page.ipcRenderer, { window: page });
    const host = new RecordingHost();
    const link = electronRenderer({ window: page, clock, random: () => 0.5, ...options });
    const connected = link.connect(host);
    // A refusal is looked at where it is expected.
    connected.catch(() => undefined);
    pages.push({ host, link, connected, page });
  });
  const main = new RecordingHost();
  const link = electronMain(window.webContents, { MessageChannelMain, origins: [appOrigin] });
  await link.connect(main);
  return {
    clock,
    channels: made,
    window,
    main,
    link,
    pages,
    /** Loads the page, and waits until it has introduced itself, as a bus does. */
    async load() {
      window.load();
      const page = pages.at(-1)!;
      await page.connected;
      await page.link.post("hello");
      await main.until(() => main.last === "connected");
      main.received.length = 0;
      return page;
    },
  };
}

/** Resolves when what was posted before has arrived: ports are read in tasks of their own. */
export async function tasks(count = 10): Promise<void> {
  for (let done = 0; done < count; done += 1) await microtasks();
}
