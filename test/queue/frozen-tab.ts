import { createBus } from "../../src/index.ts";
import { openQueue } from "../../src/queue/index.ts";
import { levelStore } from "../../src/store/level-browser.ts";

// A worker that takes an event and never gives a sign of life again, as a frozen tab does.
globalThis.addEventListener("message", ({ data: location }: MessageEvent<string>) => {
  void (async () => {
    const queue = await openQueue(createBus(), "orders", { store: levelStore({ location }) });
    queue.consume(() => {
      postMessage("taken");
      // Nobody notifies it: the thread stands still.
      for (;;) if (performance.now() < 0) break;
    });
    await queue.info();
    postMessage("open");
  })();
});
