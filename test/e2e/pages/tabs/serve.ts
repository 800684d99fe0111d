import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { bundlePage } from "../serve.ts";

/**
 * Serves the application at `/worker/main.js` and `/app/main.js`, a page with nothing in it at `/elsewhere`, and the application's page everywhere else: by a server, since
 * what a test answers in its place is never kept for going back to.
 */
export async function serveTabs(): Promise<{ readonly origin: string; close(): Promise<void> }> {
  const names = ["app", "worker"] as const;
  const scripts = new Map<string, string>();
  for (const [name, files] of await Promise.all(names.map(async (each) => [each, await bundlePage(`tabs/${each}.ts`)] as const)))
    for (const [path, code] of files) scripts.set(`/${name}${path}`, code);
  const server = createServer(({ url = "/" }, response) => {
    const [path = ""] = url.split("?");
    const script = scripts.get(path);
    response.setHeader("content-type", script === undefined ? "text/html" : "text/javascript");
    response.end(script ?? `<!doctype html><title>${path}</title>${path === "/elsewhere" ? "" : '<script type="module" src="/app/main.js"></script>'}`);
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}
