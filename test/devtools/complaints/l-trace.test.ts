import { describe, expect, it } from "vitest";
import { createTestBus } from "eventdeck/testing";
import { firstOwnFrame, stackParts } from "../../../devtools/model/index.ts";
import { createSitesDomain } from "../../../devtools/target/local/sites.ts";
import { parseStack } from "../../../devtools/target/local/stack-text.ts";

const libraryLine = "    at dispatch (http://localhost:5173/node_modules/redux/dist/redux.mjs:1:1)";
const ownLine = "    at checkout (http://localhost:5173/src/cart.ts:12:3)";

describe("L. the stack points into libraries (redux-devtools#1923, #706, #478; redux-devtools-extension#799; next.js#35726)", () => {
  it("the application's first frame is what is shown, however many library frames are above it", () => {
    const frames = parseStack(["Error", ...Array.from({ length: 60 }, () => libraryLine), ownLine, libraryLine].join("\n"));
    expect(firstOwnFrame(frames)).toMatchObject({ name: "checkout", line: 12 });
    expect(stackParts(frames).map((part) => (part.kind === "frame" ? part.frame.name : part.frames.length))).toEqual([60, "checkout", 1]);
  });

  it("a bundler's own folders are libraries too", () => {
    for (const folder of [".vite/deps", "node_modules/.pnpm/react@19.0.0/node_modules/react", "webpack/runtime"])
      expect([folder, firstOwnFrame(parseStack(`Error\n    at work (http://localhost/${folder}/chunk.js:1:1)\n${ownLine}`))?.name]).toEqual([
        folder,
        "checkout",
      ]);
  });
});

describe("L. taking, mapping and drawing stacks blocks (react-native-debugger PR#524)", () => {
  it("no stack is taken before somebody asks for them", async () => {
    const bus = createTestBus();
    let taken = 0;
    const sites = createSitesDomain(bus, { stack: () => ((taken += 1), ownLine) });
    for (let n = 0; n < 100; n += 1) bus.emit({ type: "t", input: n, options: { priority: "immediate" } });
    expect([taken, await sites.cost()]).toEqual([0, { recording: false, taken: 0, skipped: 0, ms: 0 }]);
  });

  it("a stack of 100,000 lines becomes at most 100 frames", () => {
    const deep = Array.from({ length: 100_000 }, (_, n) => `    at step${n} (http://localhost:5173/src/deep.ts:${n + 1}:1)`).join("\n");
    expect(stackParts(parseStack(`RangeError: too deep\n${deep}`))).toHaveLength(100);
  });
});
