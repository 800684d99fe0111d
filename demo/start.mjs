import { join } from "node:path";
import { ensureInstalled, root } from "../test/package/install.mjs";

ensureInstalled();
// Not imported at the top: on a fresh machine it is not there before the line above.
const { createServer } = await import("vite");
const server = await createServer({ configFile: join(root, "vite.config.ts") });
await server.listen();
server.printUrls();
