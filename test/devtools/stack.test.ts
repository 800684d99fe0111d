import { describe, expect, it } from "vitest";
import { errorChain } from "../../devtools/model/why/stack-error.ts";
import { firstOwnFrame, placeText, stackParts } from "../../devtools/model/why/stack-frames.ts";
import { isLibrary, parseStack, pathOf } from "../../devtools/target/local/stack-text.ts";

const address = "http://localhost:5173/src/cart.ts?t=17";

describe("a stack", () => {
  it.each([
    [
      "V8",
      `Error: no\n    at add (${address}:3:9)\n    at async Cart.save [as put] (${address}:5:1)\n    at new Cart (${address}:6:1)\n    at ${address}:7:2\n    at Array.map (<anonymous>)`,
    ],
    ["Firefox", `add@${address}:3:9\nasync*save/<@${address}:5:1\nCart@${address}:6:1\n@${address}:7:2\nmap@[native code]`],
    ["Safari", `add@${address}:3:9\nsave@${address}:5:1\nCart@${address}:6:1\n${address}:7:2\nmap@[native code]`],
  ])("is read as %s writes it", (_engine, text) => {
    const frames = parseStack(text);
    expect(frames.map(({ line, column }) => [line, column])).toEqual([
      [3, 9],
      [5, 1],
      [6, 1],
      [7, 2],
      [0, undefined],
    ]);
    expect(frames.map(({ file }) => file)).toEqual([address, address, address, address, "native code"]);
    expect([frames[0]?.name, frames[3]?.name, frames[4]?.library]).toEqual(["add", undefined, true]);
    expect(frames[1]?.name).toMatch(/save$/);
  });

  it("keeps addresses whole that hold an @ or a space, and finds the call behind an eval", () => {
    expect(parseStack("at run (http://localhost/@fs/a b/node_modules/@scope/x.js:1:2)")[0]).toEqual({
      name: "run",
      file: "http://localhost/@fs/a b/node_modules/@scope/x.js",
      line: 1,
      column: 2,
      library: true,
    });
    expect(parseStack("http://localhost/@fs/x.js:1:2")[0]?.file).toBe("http://localhost/@fs/x.js");
    expect(parseStack("at eval (eval at run (http://h/x.js:4:5), <anonymous>:1:1)")[0]).toMatchObject({ file: "http://h/x.js", line: 4 });
    expect(parseStack("TypeError: at least one\nwith a second line")).toEqual([]);
    expect(parseStack(Array.from({ length: 300 }, () => `at f (${address}:1:1)`).join("\n"))).toHaveLength(100);
  });

  it("knows whose a file is", () => {
    expect(["node:fs", "http://h/node_modules/x/y.js", "http://h/node_modules/.vite/deps/rxjs.js", "http://h/@vite/client"].map(isLibrary)).toEqual([
      true,
      true,
      true,
      true,
    ]);
    expect(["http://h/src/main.ts", "/home/me/app/src/x.ts"].map(isLibrary)).toEqual([false, false]);
    expect(isLibrary(new URL("../../devtools/model/deck.ts", import.meta.url).href)).toBe(true);
    expect([pathOf("webpack:///./src/a.ts"), pathOf("webpack-internal:///(app-pages-browser)/./src/a.ts"), pathOf("file:///home/a%20b.ts")]).toEqual([
      "src/a.ts",
      "src/a.ts",
      "/home/a b.ts",
    ]);
  });

  it("shows the application's own frames, and folds runs of the others (redux-devtools#1923, #706)", () => {
    const frame = (file: string) => ({ file, line: 1, library: file.startsWith("lib") });
    const frames = [frame("lib1"), frame("lib2"), frame("a"), frame("lib3"), frame("b")];
    expect(stackParts(frames).map((part) => (part.kind === "library" ? part.frames.length : part.frame.file))).toEqual([2, "a", 1, "b"]);
    expect(firstOwnFrame(frames)?.file).toBe("a");
    expect([placeText({ file: "/x/src/cart.ts", line: 3 }), placeText({ file: "src/cart/index.ts", line: 3 })]).toEqual(["cart.ts:3", "cart/index.ts:3"]);
  });
});

describe("an error", () => {
  it("comes with its causes, also when they go round in circles, and runs no getter", () => {
    const inner = new TypeError("total is undefined");
    const outer = new Error("badge", { cause: inner });
    Object.assign(inner, { cause: outer });
    expect(errorChain(outer).map(({ text }) => text)).toEqual(["Error: badge", "TypeError: total is undefined"]);
    const trap = Object.defineProperty(new Error("x"), "cause", { get: () => expect.unreachable() });
    expect(errorChain(trap)).toHaveLength(1);
  });

  it("may be of several, or no error at all", () => {
    expect(errorChain(new AggregateError([new Error("a"), "b"], "both")).map(({ text }) => text)).toEqual(["AggregateError: both", "Error: a", "b"]);
    expect(errorChain("plain")).toEqual([{ text: "plain" }]);
  });
});
