import type { Store } from "eventdeck/store";
import { afterEach, describe, expect, test } from "vitest";
import { storeKeyContract } from "./store-keys.ts";
import { storeLifecycleContract } from "./store-lifecycle.ts";
import { storeModelContract } from "./store-model.ts";
import type { Open, StorePort } from "./store-port.ts";
import { storeStreamContract } from "./store-streams.ts";

/** What every store promises. Call it inside a test file, once for each kind of store. */
export function storeContract(kind: string, port: StorePort): void {
  const opened: Store[] = [];
  const open: Open = async (store = port.create()) => {
    opened.push(store);
    await store.open();
    return store;
  };
  afterEach(async () => {
    for (const store of opened.splice(0)) await store.close();
  });

  describe(kind, () => {
    storeKeyContract(open);
    storeStreamContract(open);
    storeLifecycleContract(open, port);
    storeModelContract(open, port);

    test("is healthy, and says so", async () => {
      const store = await open();
      await store.batch([{ put: "a", value: 1 }]);
      const report = await store.health();
      expect(report.status).toBe("healthy");
      expect(report.checks["open"]).toEqual({ status: "healthy" });
      expect(report.checks["writes"]).toEqual({ status: "healthy" });
    });
  });
}
