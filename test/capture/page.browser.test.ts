import { createBus, type Bus, type BusEvent } from "eventdeck";
import {
  captureConsole,
  captureErrors,
  captureEventTarget,
  captureFetch,
  errorResource,
  errorUncaught,
  errorUnhandledRejection,
  fetchCompleted,
} from "eventdeck/capture";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

const ends: (() => void)[] = [];
let published: BusEvent[] = [];
let bus: Bus;

beforeEach(() => {
  published = [];
  bus = createBus({ middleware: [{ name: "test", beforePublish: (event) => void published.push(event) }] });
});
afterEach(async () => {
  for (const end of ends.splice(0)) end();
  await bus.close();
  document.body.replaceChildren();
});
const task = () => new Promise((resolve) => setTimeout(resolve));

/** Vitest fails a test for an error of the page: it must not hear of one that is meant. */
async function silently(types: readonly string[], work: () => Promise<void>): Promise<void> {
  const stop = (event: Event) => {
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  for (const type of types) document.defaultView!.addEventListener(type, stop, true);
  await work();
  for (const type of types) document.defaultView!.removeEventListener(type, stop, true);
}

describe("captureEventTarget, in a page", () => {
  it("sees events on their way down, whoever stops them, and says where by selectors", () => {
    document.body.innerHTML = '<form><button id="buy" class="primary large" type="button">Buy</button></form>';
    const button = document.querySelector("button")!;
    button.addEventListener("click", (event) => event.stopImmediatePropagation());
    ends.push(captureEventTarget(bus, document, ["click"]));
    button.dispatchEvent(new MouseEvent("click", { bubbles: true, clientX: 7, ctrlKey: true }));
    expect(published[0]).toMatchObject({
      type: "event-target.click",
      payload: {
        type: "click",
        event: {
          $class: "MouseEvent",
          target: { $unserializable: "<button#buy.primary.large>" },
          currentTarget: { $unserializable: "#document" },
          clientX: 7,
          ctrlKey: true,
        },
      },
    });
  });

  it("keeps the detail of an application's own event, also of one that is reached through a getter of its class", () => {
    class Odd extends CustomEvent<unknown> {
      override get detail(): unknown {
        throw new Error("not to be run");
      }
    }
    ends.push(captureEventTarget(bus, document, ["odd"]));
    document.dispatchEvent(new Odd("odd", { detail: { map: new Map([[1, document.body]]) } }));
    expect(published[0]!.payload).toMatchObject({ event: { $class: "Odd", detail: { map: new Map([[1, { $unserializable: "<body>" }]]) } } });
  });

  it("does not keep what is typed into a password field", () => {
    document.body.innerHTML = '<input type="password"><input type="text">';
    ends.push(captureEventTarget(bus, document, ["keydown", "input"]));
    for (const input of document.querySelectorAll("input")) {
      input.dispatchEvent(new KeyboardEvent("keydown", { bubbles: true, key: "s", code: "KeyS" }));
      input.dispatchEvent(new InputEvent("input", { bubbles: true, data: "s" }));
    }
    const [secretKey, secretInput, key, input] = published.map(({ payload }) => (payload as { event: object }).event);
    expect(secretKey).toMatchObject({ key: "[redacted]", code: "[redacted]" });
    expect(secretInput).toMatchObject({ data: "[redacted]" });
    expect([key, input]).toMatchObject([{ key: "s", code: "KeyS" }, { data: "s" }]);
  });
});

describe("captureErrors, in a page", () => {
  it("makes events of errors, rejections and what could not be loaded", async () => {
    ends.push(captureErrors(bus));
    const error = new RangeError("thrown");
    await silently(["error", "unhandledrejection"], async () => {
      const all = Promise.all([errorUncaught, errorUnhandledRejection, errorResource].map((definition) => bus.next(definition)));
      reportError(error);
      void Promise.reject(new TypeError("rejected"));
      const image = document.body.appendChild(document.createElement("img"));
      image.src = "data:image/png;base64,none";
      await all;
    });
    expect(published.map(({ type }) => type).toSorted()).toEqual(["error.resource", "error.uncaught", "error.unhandled-rejection"]);
    const payloadOf = (type: string) => published.find((event) => event.type === type)!.payload;
    expect(payloadOf("error.uncaught")).toMatchObject({ message: expect.stringContaining("thrown"), error: { name: "RangeError", message: "thrown" } });
    expect(payloadOf("error.unhandled-rejection")).toMatchObject({ error: { name: "TypeError", message: "rejected" } });
    expect(payloadOf("error.resource")).toMatchObject({ element: { $unserializable: "<img>" }, url: "data:image/png;base64,none" });
  });

  it("does not capture the failures of handlers of its own events, without end", async () => {
    ends.push(captureErrors(bus));
    let handled = 0;
    bus.subscribe("error.#", () => {
      handled++;
      throw new Error("handler");
    });
    await silently(["error"], async () => {
      reportError(new Error("first"));
      await bus.flush();
      await task();
      await bus.flush();
    });
    expect([handled, published.length]).toEqual([1, 1]);
  });
});

describe("captureConsole, in a page", () => {
  it("copies nodes and windows as what they are", () => {
    const log = vi.spyOn(console, "log").mockImplementation(() => {});
    ends.push(captureConsole(bus, { levels: ["log"] }));
    console.log(document.body, document.createTextNode("x"), document.createElement("br"));
    expect(log).toHaveBeenCalledTimes(1);
    expect(published[0]!.payload).toMatchObject({ args: [{ $unserializable: "<body>" }, { $unserializable: "#text" }, { $unserializable: "<br>" }] });
    log.mockRestore();
  });
});

describe("captureFetch, in a page", () => {
  it("captures requests and bodies of the browser's own fetch, and restores it", async () => {
    const original = globalThis.fetch;
    const end = captureFetch(bus, { bodies: true });
    const completion = bus.next(fetchCompleted);
    const response = await window.fetch('data:application/json,{"n":1}', { headers: { Authorization: "Bearer abc" } });
    expect(await response.json()).toEqual({ n: 1 });
    const completed = await completion;
    expect(completed.payload).toMatchObject({ status: 200, responseBody: { n: 1 } });
    expect(published[0]).toMatchObject({ type: "fetch.started", payload: { headers: { authorization: "[redacted]" } } });
    end();
    expect(globalThis.fetch).toBe(original);
  });
});
