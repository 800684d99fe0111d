import { inspect } from "node:util";
import * as toolkit from "@reduxjs/toolkit";
import * as eventdeck from "eventdeck";
import * as capture from "eventdeck/capture";
import * as catalogue from "eventdeck/catalogue";
import * as middleware from "eventdeck/middleware";
import * as projection from "eventdeck/projection";
import * as queue from "eventdeck/queue";
import * as store from "eventdeck/store";
import * as memoryStore from "eventdeck/store/memory";
import * as testing from "eventdeck/testing";
import * as transport from "eventdeck/transport";
import * as memoryTransport from "eventdeck/transport/memory";
import * as mitt from "mitt";
import * as rxjs from "rxjs";
import { transformWithOxc } from "vite";
import * as zod from "zod";
import * as zustandMiddleware from "zustand/middleware";
import * as zustand from "zustand/vanilla";

const modules: Readonly<Record<string, object>> = {
  eventdeck,
  "eventdeck/capture": capture,
  "eventdeck/catalogue": catalogue,
  "eventdeck/middleware": middleware,
  "eventdeck/projection": projection,
  "eventdeck/queue": queue,
  "eventdeck/store": store,
  "eventdeck/store/memory": memoryStore,
  "eventdeck/testing": testing,
  "eventdeck/transport": transport,
  "eventdeck/transport/memory": memoryTransport,
  "@reduxjs/toolkit": toolkit,
  mitt,
  rxjs,
  zod,
  "zustand/middleware": zustandMiddleware,
  "zustand/vanilla": zustand,
};

/** Runs a snippet of the README and returns what it prints, a line for each call of `console.log`. */
export async function run(code: string): Promise<string[]> {
  const { code: javascript } = await transformWithOxc(code, "snippet.ts");
  const body = javascript.replace(/^import (\w+|\{.*?\}) from "(.*?)";$/gm, (_, names: string, from: string) => {
    return `const ${names.startsWith("{") ? names : `{ default: ${names} }`} = modules[${JSON.stringify(from)}];`;
  });
  const printed: string[] = [];
  const log = (...values: unknown[]) =>
    printed.push(
      values
        .map((value) => (typeof value === "string" ? value : inspect(value)))
        .join(" ")
        .trimEnd(),
    );
  // oxlint-disable-next-line typescript/no-implied-eval -- the README is ours
  await Function("modules", "console", `return (async () => {${body}})();`)(modules, { log });
  return printed;
}

/** What a snippet says that it prints. */
export function promisedBy(code: string): string[] {
  return [...code.matchAll(/^\/\/ → (.*)$/gm)].map(([, line]) => line!);
}
