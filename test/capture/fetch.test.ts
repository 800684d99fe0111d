import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createBus, type BusEvent } from "eventdeck";
import { captureFetch, fetchAnswered, fetchCompleted, fetchFailed, fetchStarted, type FetchOptions } from "eventdeck/capture";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";

let server: Server;
let origin: string;
let received: { readonly method?: string; readonly body: string }[] = [];
/** Ends a response that the server has only begun. */
let release = () => {};

beforeAll(async () => {
  server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk) => (body += String(chunk)));
    request.on("end", () => {
      received.push({ method: request.method, body });
      const { pathname } = new URL(request.url ?? "", "http://localhost");
      if (pathname === "/json") response.setHeader("content-type", "application/json").setHeader("set-cookie", "session=s3cret").end('{"items":[1,2]}');
      else if (pathname === "/large") response.setHeader("content-type", "text/plain").end("x".repeat(300_000));
      else if (pathname === "/bytes") response.setHeader("content-type", "image/png").end(Buffer.from([1, 2, 3]));
      else if (pathname === "/slow") {
        response.setHeader("content-type", "text/plain").write("begun");
        release = () => response.end(" and ended");
      } else if (pathname === "/missing") response.writeHead(404).end();
      else response.end(`you sent ${body}`);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});
const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
  vi.unstubAllGlobals();
  received = [];
});

function capturing(options?: FetchOptions) {
  const published: BusEvent[] = [];
  const bus = createBus({ middleware: [{ name: "test", beforePublish: (event) => void published.push(event) }] });
  ends.push(captureFetch(bus, options));
  // Asked for at once, so that it cannot be missed.
  const completed = bus.next(fetchCompleted);
  return { bus, published, completed, types: () => published.map(({ type }) => type) };
}

describe("captureFetch", () => {
  it("tells of a request and of its answer, which follows from it", async () => {
    const { published } = capturing();
    const response = await fetch(`${origin}/json?page=2`, { headers: { accept: "application/json" } });
    expect(await response.json()).toEqual({ items: [1, 2] });
    const [started, answered] = published;
    expect(published.length).toBe(2);
    expect(fetchStarted.is(started!) && started.payload).toEqual({ method: "GET", url: `${origin}/json?page=2`, headers: { accept: "application/json" } });
    expect(fetchAnswered.is(answered!) && answered.payload).toMatchObject({
      status: 200,
      statusText: "OK",
      ok: true,
      redirected: false,
      url: `${origin}/json?page=2`,
    });
    expect(fetchAnswered.is(answered!) && answered.payload.durationMs).toBeGreaterThan(0);
    expect([answered!.causationId, answered!.correlationId]).toEqual([started!.id, started!.correlationId]);
    expect(started!.subject).toBe(`GET ${origin}/json?page=2`);
  });

  it("hides credentials, cookies, keys and tokens, in headers and in the URL, and sends them all the same", async () => {
    const sent: unknown[] = [];
    vi.stubGlobal("fetch", (...args: unknown[]) => {
      sent.push(args);
      return Promise.resolve(new Response(null, { headers: { "set-cookie": "a=1", "x-session-id": "7", etag: "v1", "www-authenticate": "Basic" } }));
    });
    const { published } = capturing();
    const headers = new Headers({ Authorization: "Bearer abc", "X-Api-Key": "k", Cookie: "c=1", "x-csrf-token": "t", "content-type": "text/plain" });
    await fetch("https://ada:pw@example.org/a?access_token=abc&page=2&Signature=x#id_token=y", { headers });
    expect(published[0]!.payload).toEqual({
      method: "GET",
      url: "https://[redacted]@example.org/a?access_token=[redacted]&page=2&Signature=[redacted]#id_token=[redacted]",
      headers: { authorization: "[redacted]", "x-api-key": "[redacted]", cookie: "[redacted]", "x-csrf-token": "[redacted]", "content-type": "text/plain" },
    });
    expect(published[1]!.payload).toMatchObject({
      headers: { "set-cookie": "[redacted]", "x-session-id": "[redacted]", etag: "v1", "www-authenticate": "Basic" },
    });
    expect(JSON.stringify(published)).not.toMatch(/abc|ada|pw/);
    expect(sent).toEqual([["https://ada:pw@example.org/a?access_token=abc&page=2&Signature=x#id_token=y", { headers }]]);
  });

  it("knows the request in all its forms", async () => {
    const { published } = capturing();
    await fetch(new URL("/missing", origin), {
      method: "delete",
      headers: [
        ["X-A", "1"],
        ["x-a", "2"],
      ],
    });
    await fetch(new Request(`${origin}/echo`, { method: "PUT", body: "text", headers: { "x-b": "3" } }));
    const requests = published.filter(fetchStarted.is).map(({ payload }) => payload as object);
    expect(requests).toMatchObject([
      { method: "DELETE", url: `${origin}/missing`, headers: { "x-a": "1, 2" } },
      { method: "PUT", url: `${origin}/echo`, headers: { "x-b": "3" } },
    ]);
    expect(published.filter(fetchAnswered.is).map(({ payload }) => payload.status)).toEqual([404, 200]);
    expect(received.map(({ method, body }) => [method, body])).toEqual([
      ["DELETE", ""],
      ["PUT", "text"],
    ]);
  });

  it("tells of a request without an answer, and rejects with the very error", async () => {
    const { published, types } = capturing();
    const controller = new AbortController();
    const aborted = fetch(`${origin}/slow`, { signal: controller.signal });
    const reason = new DOMException("changed my mind", "AbortError");
    controller.abort(reason);
    await expect(aborted).rejects.toBe(reason);
    await expect(fetch("http://127.0.0.1:1/")).rejects.toThrow(TypeError);
    expect(types()).toEqual(["fetch.started", "fetch.failed", "fetch.started", "fetch.failed"]);
    const [first, second] = published.filter(fetchFailed.is);
    expect(first!.payload).toMatchObject({ aborted: true, error: { name: "AbortError", message: "changed my mind" } });
    expect(second!.payload).toMatchObject({ aborted: false, error: { name: "TypeError", cause: expect.any(Error) } });
  });

  it("leaves an unhandled rejection unhandled, and a handled one handled", async () => {
    const unhandled: unknown[] = [];
    const listeners = process.listeners("unhandledRejection");
    process.removeAllListeners("unhandledRejection");
    process.on("unhandledRejection", (reason) => unhandled.push(reason));
    try {
      const error = new Error("nobody listens");
      vi.stubGlobal("fetch", () => Promise.reject(error));
      capturing();
      await fetch("/handled").catch(() => undefined);
      void fetch("/unhandled");
      await new Promise((resolve) => setImmediate(resolve));
      expect(unhandled).toEqual([error]);
    } finally {
      process.removeAllListeners("unhandledRejection");
      for (const listener of listeners) process.on("unhandledRejection", listener);
    }
  });

  it("passes on what a stand-in throws or returns at once", () => {
    vi.stubGlobal("fetch", (input: unknown) => {
      if (input === "throws") throw new RangeError("at once");
      return input;
    });
    const { types } = capturing();
    expect(() => fetch("throws")).toThrow(RangeError);
    expect(fetch("text")).toBe("text");
    expect(types()).toEqual(["fetch.started", "fetch.failed", "fetch.started"]);
  });
});

describe("bodies", () => {
  it("are read only when they are asked for", async () => {
    const clone = vi.spyOn(Response.prototype, "clone");
    capturing();
    await (await fetch(`${origin}/json`)).text();
    expect(clone).not.toHaveBeenCalled();
    clone.mockRestore();
  });

  it("come after the answer, as values, and the application reads its own", async () => {
    const { completed, published, types } = capturing({ bodies: true });
    const response = await fetch(`${origin}/json`, { method: "POST", body: "question" });
    expect(response.bodyUsed).toBe(false);
    expect(await response.json()).toEqual({ items: [1, 2] });
    const event = await completed;
    expect(types()).toEqual(["fetch.started", "fetch.answered", "fetch.completed"]);
    expect(published[0]!.payload).toMatchObject({ body: "question" });
    expect(event.payload).toMatchObject({ status: 200, responseBody: { items: [1, 2] } });
    expect(event.causationId).toBe(published[1]!.id);
  });

  it("of a Request are read beside the transfer, which has it whole", async () => {
    const { completed } = capturing({ bodies: true });
    const request = new Request(`${origin}/echo`, { method: "POST", body: "hello", headers: { "content-type": "text/plain" } });
    expect(await (await fetch(request)).text()).toBe("you sent hello");
    expect((await completed).payload).toMatchObject({ requestBody: "hello" });
  });

  it("that are large are cut, and say so; the application has all of it", async () => {
    const { completed } = capturing({ bodies: true, maxBytes: 8192 });
    expect((await (await fetch(`${origin}/large`)).text()).length).toBe(300_000);
    expect((await completed).payload).toMatchObject({ responseBody: expect.stringMatching(/^x{6144}… \[293,856 more bytes\]$/) });
  });

  it("that are no text are bytes", async () => {
    const { completed } = capturing({ bodies: true });
    await (await fetch(`${origin}/bytes`)).arrayBuffer();
    expect((await completed).payload).toMatchObject({ responseBody: new Uint8Array([1, 2, 3]) });
  });

  it("never hold the answer back", async () => {
    const { completed, types } = capturing({ bodies: true });
    const response = await fetch(`${origin}/slow`);
    const reader = response.body!.getReader();
    expect(new TextDecoder().decode((await reader.read()).value)).toBe("begun");
    expect(types()).toEqual(["fetch.started", "fetch.answered"]);
    release();
    expect(new TextDecoder().decode((await reader.read()).value)).toBe(" and ended");
    expect((await completed).payload).toMatchObject({ responseBody: "begun and ended" });
  });
});

describe("handlers that fetch", () => {
  it.each([
    ["at once", async () => {}],
    ["after an await", async () => new Promise<void>((resolve) => setImmediate(resolve))],
  ])("%s: do not hear of it again", async (_, pause) => {
    const { bus, types } = capturing();
    let handled = 0;
    bus.subscribe("fetch.#", async () => {
      handled++;
      await pause();
      await fetch(`${origin}/json`);
    });
    await fetch(`${origin}/missing`);
    await bus.flush();
    expect(types()).toEqual(["fetch.started", "fetch.answered"]);
    expect([handled, received.length]).toEqual([2, 3]);
  });

  it("of other events are heard, as consequences of these", async () => {
    const { bus, published } = capturing();
    bus.subscribe("cart.added", async () => void (await fetch(`${origin}/json`)));
    const cause = bus.emit({ type: "cart.added", input: 1 });
    await bus.flush();
    const started = published.find(fetchStarted.is);
    expect([started!.causationId, started!.correlationId]).toEqual([cause.id, cause.id]);
  });

  it("leave out what they cannot be told from, and the next event says how much", async () => {
    const { bus, published } = capturing();
    let finish = () => {};
    const begun = new Promise<void>((resolve) => {
      const wait = () =>
        new Promise<void>((end) => {
          finish = end;
          resolve();
        });
      bus.subscribe("fetch.answered", wait, { once: true });
    });
    await fetch(`${origin}/json`);
    await begun;
    await fetch(`${origin}/json`);
    finish();
    await bus.flush();
    await fetch(`${origin}/json`);
    const started = published.filter(fetchStarted.is);
    expect(started.map(({ headers }) => headers)).toEqual([{ captured: "fetch" }, { captured: "fetch", leftOut: 1 }]);
  });
});
