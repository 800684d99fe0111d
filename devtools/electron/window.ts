import { type Devtools, mountDevtools } from "../standalone.ts";
import { joinElectronHub } from "../target/hub/join-electron.ts";
import { panelChannel } from "./channel.ts";

/** Shows the panel for as long as the main process holds the line, and again when it is back. */
async function show(): Promise<void> {
  let devtools: Devtools | undefined;
  try {
    const joined = await joinElectronHub(panelChannel, window, () => {
      devtools?.unmount();
      void show();
    });
    devtools = mountDevtools({ target: document.body, rendezvous: joined });
  } catch (error) {
    document.body.textContent = `The main process does not answer: ${error instanceof Error ? error.message : String(error)} Close this window, and open it again.`;
  }
}

void show();
