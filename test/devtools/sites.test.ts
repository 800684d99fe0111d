import { createTestBus } from "eventdeck/testing";
import { afterEach, describe, expect, it } from "vitest";
import { createSitesDomain } from "../../devtools/target/local/sites.ts";
import { SourceMaps } from "../../devtools/target/local/source-maps.ts";

const script = "https://shop.example/assets/app.js";
/** The first place of line 1 is `../src/cart.ts`, line 5. */
const map = { version: 3, sources: ["../src/cart.ts"], names: [], mappings: "AAIA" };

function server(files: Readonly<Record<string, string>>) {
  const asked: string[] = [];
  const maps = new SourceMaps(async (address) => {
    asked.push(address);
    const text = files[address];
    return { ok: text !== undefined, status: text === undefined ? 404 : 200, text: async () => text ?? "" };
  });
  return { asked, maps };
}

const frame = { name: "add", file: script, line: 1, column: 1, library: false };
const mapped = { name: "add", file: "https://shop.example/src/cart.ts", line: 5, column: 1, library: false };

describe("source maps", () => {
  it("are read beside the script, once, and sources are found from where the map is (redux-devtools#478, next.js#35726)", async () => {
    const { asked, maps } = server({ [script]: "x\n//# sourceMappingURL=app.js.map", [`${script}.map`]: JSON.stringify(map) });
    expect(await maps.map([frame, frame])).toEqual([mapped, mapped]);
    expect(asked).toEqual([script, `${script}.map`]);
  });

  it("may stand in the script, with any characters in them", async () => {
    const inline = Buffer.from(JSON.stringify({ ...map, sources: ["../src/kärt.ts"] })).toString("base64");
    const { maps } = server({ [script]: `x\n//# sourceMappingURL=data:application/json;charset=utf-8;base64,${inline}` });
    expect(await maps.map([frame])).toMatchObject([{ file: expect.stringMatching(/src\/k(ä|%C3%A4)rt\.ts$/) }]);
  });

  it.each([
    ["the script cannot be had", {}, "404"],
    ["it names none", { [script]: "x" }, "names no source map"],
    ["the map is damaged", { [script]: "//# sourceMappingURL=a.map", "https://shop.example/assets/a.map": "{" }, "could not be read"],
    [
      "the map does not know the place",
      { [script]: "//# sourceMappingURL=a.map", "https://shop.example/assets/a.map": JSON.stringify({ ...map, mappings: "" }) },
      "does not know this place",
    ],
  ])("that are not there leave the frame as it is, and say so: %s", async (_case, files, why) => {
    expect(await server(files).maps.map([frame])).toEqual([{ ...frame, unmapped: expect.stringContaining(why) }]);
  });

  it("are not asked for where the runtime does it", async () => {
    const { asked, maps } = server({});
    const frames = ["/app/x.ts", "node:fs", "native code"].map((file) => ({ file, line: file === "native code" ? 0 : 1, library: false }));
    expect(await maps.map(frames)).toEqual(frames);
    expect(asked).toEqual([]);
  });

  it("are let go of when there are too many", async () => {
    const { asked, maps } = server({});
    for (let nth = 0; nth < 150; nth += 1) await maps.map([{ ...frame, file: `https://shop.example/${nth}.js` }]);
    await maps.map([
      { ...frame, file: "https://shop.example/0.js" },
      { ...frame, file: "https://shop.example/149.js" },
    ]);
    expect(asked.length).toBe(151);
  });
});

describe("emit sites", () => {
  afterEach(() => {
    Reflect.deleteProperty(globalThis, Symbol.for("eventdeck.siteOf"));
  });

  function recording(costMs = 0) {
    const bus = createTestBus({ history: { maxEvents: 20_000 } });
    const time = { now: 0 };
    const stack = () => {
      time.now += costMs;
      return "Error\n    at emit (/app/node_modules/eventdeck/x.js:1:1)\n    at checkout (/app/src/cart.ts:12:3)";
    };
    const emit = (type = "t") => bus.emit({ type, input: 1, options: { priority: "immediate" } });
    return { bus, time, emit, sites: createSitesDomain(bus, { now: () => time.now, stack }) };
  }

  it("are known of what is emitted while they are recorded, and nothing is taken otherwise", async () => {
    const { emit, sites } = recording(0.1);
    emit();
    await sites.record(true);
    emit();
    await sites.record(false);
    emit();
    expect(await Promise.all([1, 2, 3].map((position) => sites.ofEvent(position).then((frames) => frames?.length)))).toEqual([undefined, 2, undefined]);
    expect((await sites.ofEvent(2))?.[1]).toEqual({ name: "checkout", file: "/app/src/cart.ts", line: 12, column: 3, library: false });
    expect(await sites.cost()).toEqual({ recording: false, taken: 1, skipped: 0, ms: 0.1 });
  });

  it("are taken 200 times a second at most, 50 times of one type, and 2 % of the time (react-native-debugger PR#524)", async () => {
    const { emit, sites, time } = recording();
    await sites.record(true);
    for (let nth = 0; nth < 500; nth += 1) emit(`t${nth % 10}`);
    expect(await sites.cost()).toMatchObject({ taken: 200, skipped: 300 });
    time.now = 1_000;
    for (let nth = 0; nth < 100; nth += 1) emit("one");
    expect(await sites.cost()).toMatchObject({ taken: 250, skipped: 350 });
    const slow = recording(5);
    await slow.sites.record(true);
    for (let nth = 0; nth < 50; nth += 1) slow.emit();
    expect(await slow.sites.cost()).toMatchObject({ taken: 4, ms: 20 });
  });

  it("keep the newest 10,000", async () => {
    const { emit, sites, time } = recording();
    await sites.record(true);
    for (let nth = 0; nth < 10_050; nth += 1) {
      time.now += 1_000;
      emit();
    }
    expect([await sites.ofEvent(50), (await sites.ofEvent(51))?.length]).toEqual([undefined, 2]);
  });

  it("come from the Vite plugin first, which has seen the call itself", async () => {
    const { emit, sites } = recording();
    Reflect.set(globalThis, Symbol.for("eventdeck.siteOf"), () => ({ file: "/app/src/shop.ts", line: 7 }));
    emit();
    expect(await sites.ofEvent(1)).toEqual([{ file: "/app/src/shop.ts", line: 7, library: false }]);
    await sites.record(true);
    emit();
    expect((await sites.ofEvent(2))?.map(({ line }) => line)).toEqual([7, 1, 12]);
  });

  it("reach past the package to whoever emits, in a real stack (redux-devtools-extension#799)", async () => {
    const bus = createTestBus();
    const sites = createSitesDomain(bus);
    await sites.record(true);
    (function checkout() {
      bus.emit({ type: "t", input: 1, options: { priority: "immediate" } });
    })();
    const own = (await sites.ofEvent(1))?.find(({ library }) => !library);
    expect([own?.name, own?.file.endsWith("sites.test.ts")]).toEqual(["checkout", true]);
  });
});
