import { type BusEvent, type EventOptions, type Middleware } from "eventdeck";
import { commonSecretKeys, redact, type RedactOptions } from "eventdeck/middleware";
import { describe, expect, test } from "vitest";
import { draft, openBus } from "./open-bus.ts";

/** What a handler gets of an event and what history keeps of it. */
function pass(middleware: Middleware, input: unknown, options?: EventOptions) {
  const { bus, failures } = openBus({ middleware: [middleware] });
  let heard: BusEvent | undefined;
  bus.subscribe("#", (event) => (heard = event));
  const emitted = bus.emit(draft("a", input, options));
  const recorded = bus.history.get(1)?.event;
  expect(failures).toEqual([]);
  expect(heard).toBe(emitted);
  return { emitted, recorded };
}
const recordedPayload = (options: RedactOptions, input: unknown) => pass(redact(options), input).recorded?.payload;

describe("redact", () => {
  test("hides secrets from history and inspection, not from handlers", () => {
    const { bus } = openBus({ middleware: [redact()] });
    const inspected: unknown[] = [];
    bus.inspect$.subscribe((record) => inspected.push(record));
    let heard: unknown;
    bus.subscribe("login", ({ payload }) => (heard = payload));
    const input = { user: "ada", password: "1815-12-10" };
    bus.emit(draft("login", input));
    expect(heard).toEqual({ user: "ada", password: "1815-12-10" });
    expect([...bus.history.export()].join("")).not.toContain("1815");
    expect(JSON.stringify(inspected)).not.toContain("1815");
    expect(bus.history.get(1)?.event).toMatchObject({ type: "login", payload: { user: "ada", password: "[redacted]" } });
  });

  test("hides the secrets of what was stopped or refused as well", () => {
    const stopper: Middleware = { name: "stopper", beforePublish: () => false };
    const { bus } = openBus({ middleware: [redact(), stopper] });
    bus.emit(draft("login", { password: "1815" }));
    expect(bus.history.undelivered()[0]?.event?.payload).toEqual({ password: "[redacted]" });
  });

  test("is the event itself when nothing is secret", () => {
    const { emitted, recorded } = pass(redact({ paths: ["payload.list[*].pin"] }), {
      list: [{ a: 1 }],
      map: new Map([["k", new Set([{}])]]),
      at: new Date(0),
      none: null,
    });
    expect(recorded).toBe(emitted);
  });

  test("copies along the changed paths only", () => {
    const input = { kept: { deep: [1, 2] }, list: [{ a: 1 }, { token: "t" }] };
    const { recorded } = pass(redact(), input);
    expect(recorded?.payload).toEqual({ kept: { deep: [1, 2] }, list: [{ a: 1 }, { token: "[redacted]" }] });
    expect(at(recorded, "payload", "kept")).toBe(input.kept);
    expect(at(recorded, "payload", "list", 0)).toBe(input.list[0]);
    expect(input.list[1]).toEqual({ token: "t" });
  });

  test.each<[path: string, expected: unknown]>([
    ["payload.user.email", { user: { email: "X", name: "ada" }, items: [{ email: 1 }, { email: 2, in: { email: 3 } }], "a.b": { c: 4 } }],
    ["PAYLOAD.User.EMAIL", { user: { email: "X", name: "ada" }, items: [{ email: 1 }, { email: 2, in: { email: 3 } }], "a.b": { c: 4 } }],
    ["payload.user", { user: "X", items: [{ email: 1 }, { email: 2, in: { email: 3 } }], "a.b": { c: 4 } }],
    ["payload.items[1]", { user: { email: 0, name: "ada" }, items: [{ email: 1 }, "X"], "a.b": { c: 4 } }],
    ["payload.items[*].email", { user: { email: 0, name: "ada" }, items: [{ email: "X" }, { email: "X", in: { email: 3 } }], "a.b": { c: 4 } }],
    ["payload.items.*.email", { user: { email: 0, name: "ada" }, items: [{ email: "X" }, { email: "X", in: { email: 3 } }], "a.b": { c: 4 } }],
    ["payload.*.email", { user: { email: "X", name: "ada" }, items: [{ email: 1 }, { email: 2, in: { email: 3 } }], "a.b": { c: 4 } }],
    ["payload.**.email", { user: { email: "X", name: "ada" }, items: [{ email: "X" }, { email: "X", in: { email: "X" } }], "a.b": { c: 4 } }],
    ["**.email", { user: { email: "X", name: "ada" }, items: [{ email: "X" }, { email: "X", in: { email: "X" } }], "a.b": { c: 4 } }],
    ["payload.items.**.in.**", { user: { email: 0, name: "ada" }, items: [{ email: 1 }, { email: 2, in: "X" }], "a.b": { c: 4 } }],
    ['payload["a.b"].c', { user: { email: 0, name: "ada" }, items: [{ email: 1 }, { email: 2, in: { email: 3 } }], "a.b": { c: "X" } }],
    ["payload['a.b']", { user: { email: 0, name: "ada" }, items: [{ email: 1 }, { email: 2, in: { email: 3 } }], "a.b": "X" }],
    ["payload.a.b", { user: { email: 0, name: "ada" }, items: [{ email: 1 }, { email: 2, in: { email: 3 } }], "a.b": { c: 4 } }],
    ["payload", "X"],
    ["payload.**", "X"],
  ])("replaces what %s leads to", (path, expected) => {
    const input = { user: { email: 0, name: "ada" }, items: [{ email: 1 }, { email: 2, in: { email: 3 } }], "a.b": { c: 4 } };
    expect(recordedPayload({ paths: [path], keys: [], replacement: "X" }, input)).toEqual(expected);
  });

  test("follows paths into maps and sets", () => {
    const key = { id: 1 };
    const input = {
      map: new Map<unknown, unknown>([
        ["user", { pin: 1 }],
        [7, { pin: 2 }],
        [key, { pin: 3 }],
      ]),
      set: new Set([{ pin: 4 }]),
    };
    expect(recordedPayload({ paths: ["payload.map.user.pin", "payload.set[0].pin"], keys: [] }, input)).toEqual({
      map: new Map<unknown, unknown>([
        ["user", { pin: "[redacted]" }],
        [7, { pin: 2 }],
        [key, { pin: 3 }],
      ]),
      set: new Set([{ pin: "[redacted]" }]),
    });
    expect(recordedPayload({ paths: ["payload.map.*"], keys: [] }, input)).toMatchObject({
      map: new Map<unknown, unknown>([
        ["user", "[redacted]"],
        [7, "[redacted]"],
        [key, "[redacted]"],
      ]),
    });
  });

  test.each(["", "payload..a", ".payload", "payload.", "payload[", "payload[a]", "user.email", "id", "type", "traceparent", "headers]"])(
    'refuses the path "%s"',
    (path) => {
      expect(() => redact({ paths: [path] })).toThrow(TypeError);
    },
  );

  test("hides what stands under a name, whatever its case and separators", () => {
    const input = { apiKey: 1, API_KEY: 2, "api-key": 3, "Api Key": 4, apiKeys: 5, myPin: 6, "pin.code": 7 };
    expect(recordedPayload({ keys: ["api-key", /PIN/gi] }, input)).toEqual({
      apiKey: "[redacted]",
      API_KEY: "[redacted]",
      "api-key": "[redacted]",
      "Api Key": "[redacted]",
      apiKeys: 5,
      myPin: "[redacted]",
      "pin.code": "[redacted]",
    });
  });

  test.each([
    "password",
    "newPassword",
    "passwd",
    "passphrase",
    "token",
    "access_token",
    "refreshToken",
    "csrf-token",
    "client_secret",
    "clientSecret",
    "privateKey",
    "x-api-key",
    "aws_secret_access_key",
    "authorization",
    "Cookie",
    "Set-Cookie",
    "credentials",
    "jwt",
    "otp",
    "ssn",
    "cardNumber",
    "credit_card",
    "CVV",
    "iban",
  ])("knows %s for a secret by default", (name) => {
    expect(recordedPayload({ paths: ["payload.other"] }, { [name]: "s" })).toEqual({ [name]: "[redacted]" });
  });

  test.each(["id", "key", "keyCode", "author", "maxTokens", "tokens", "cookieConsent", "passed", "keyboard", "cardId", "secretary"])(
    "does not take %s for one",
    (name) => {
      expect(recordedPayload({}, { [name]: "s" })).toEqual({ [name]: "s" });
      expect(Object.isFrozen(commonSecretKeys)).toBe(true);
    },
  );

  test("lets see that a secret is absent", () => {
    expect(recordedPayload({}, { token: null, password: undefined, secret: "" })).toEqual({ token: null, password: undefined, secret: "[redacted]" });
  });

  test("looks into headers and the actor, and keeps their types", () => {
    const { recorded } = pass(
      redact({ paths: ["actor.ipAddress", "actor.permissions", "subject", "partitionKey", "headers.x-user"], replacement: null }),
      null,
      {
        headers: { authorization: "Bearer 1", "X-User": 7, retries: 3, ok: true },
        actor: { userId: "u", ipAddress: "::1", permissions: ["all"] },
        subject: "ada@example.org",
        partitionKey: "ada",
      },
    );
    expect(recorded).toMatchObject({
      headers: { authorization: "[redacted]", "X-User": "[redacted]", retries: 3, ok: true },
      actor: { userId: "u", ipAddress: "[redacted]", permissions: [] },
      subject: "[redacted]",
      partitionKey: "[redacted]",
    });
    const { recorded: bare } = pass(redact({ paths: ["actor", "headers"] }), null, { headers: { a: 1 }, actor: { userId: "u" } });
    expect(bare).toMatchObject({ headers: {}, actor: undefined });
  });

  test("makes replacements from the value and its path; when that fails, the default stands in", () => {
    const seen: unknown[] = [];
    const replacement = (value: unknown, path: readonly string[]) => {
      seen.push([value, path.join(".")]);
      if (value === "b") throw new Error("no");
      return `#${String(value).length}`;
    };
    expect(recordedPayload({ replacement }, { list: [{ token: "aaa" }, { token: "b" }] })).toEqual({ list: [{ token: "#3" }, { token: "[redacted]" }] });
    expect(seen).toEqual([
      ["aaa", "payload.list.0.token"],
      ["b", "payload.list.1.token"],
    ]);
  });

  test("replaces what it cannot look into", () => {
    class Account {
      #token = "t";
      get token() {
        return this.#token;
      }
    }
    const { proxy: revoked, revoke } = Proxy.revocable({}, {});
    const refusing = new Proxy({}, { ownKeys: () => fail() });
    const fail = () => {
      throw new Error("no entry");
    };
    const cases: Record<string, unknown> = {
      instance: new Account(),
      method: () => "t",
      promise: Promise.resolve("t"),
      weak: new WeakMap(),
      url: new URL("https://a.example/?token=t"),
      boxed: Object("t"),
      inherited: Object.create(Object.assign(Object.create(null), { hidden: "t" })),
      fine: { yes: true },
    };
    revoke();
    const replaced = Object.fromEntries(Object.keys(cases).map((name) => [name, "[redacted]"]));
    expect(recordedPayload({}, cases)).toEqual({ ...replaced, fine: { yes: true } });
    const getter = Object.defineProperty({}, "g", { get: fail, enumerable: true });
    expect(redactDirectly({}, { refusing, revoked, getter })).toEqual({ refusing: "[redacted]", revoked: "[redacted]", getter: { g: "[redacted]" } });
  });

  test("records what it is told to trust", () => {
    class Point {
      x = 1;
    }
    const input = { at: new Point(), other: new URL("https://a.example/") };
    const recorded = recordedPayload({ trust: (value) => value instanceof Point }, input);
    expect(recorded).toEqual({ at: input.at, other: "[redacted]" });
  });

  test("leaves alone what no rule can reach", () => {
    const input = { handler: () => {}, url: new URL("https://a.example/"), user: { pin: 1 } };
    const recorded = recordedPayload({ paths: ["payload.user.pin"], keys: [] }, input);
    expect(recorded).toEqual({ ...input, user: { pin: "[redacted]" } });
  });

  test("describes errors in plain data, and looks into those", () => {
    const error = Object.assign(new TypeError("no route", { cause: { token: "t", host: "h" } }), { config: { headers: { Authorization: "Bearer t" } } });
    const recorded = recordedPayload({}, { error });
    expect(recorded).toEqual({
      error: {
        name: "TypeError",
        message: "no route",
        stack: error.stack,
        cause: { token: "[redacted]", host: "h" },
        config: { headers: { Authorization: "[redacted]" } },
      },
    });
  });

  test("keeps dates, patterns and bytes", () => {
    const input = { at: new Date(0), like: /a/g, bytes: new Uint8Array([1, 2]), buffer: new ArrayBuffer(2), token: 1 };
    expect(recordedPayload({}, input)).toEqual({ ...input, token: "[redacted]" });
  });

  test("finds what hides beside the members of arrays, maps and sets, and under symbols", () => {
    const list = Object.assign([1], { token: "t" });
    const map = Object.assign(new Map([["a", 1]]), { note: "t" });
    const symbol = Symbol("password");
    const recorded = recordedPayload({}, { list, map, [symbol]: "t", hidden: Object.defineProperty({ a: 1 }, "token", { value: "t" }) });
    expect(recorded).toEqual({ list: [1], map: new Map([["a", 1]]), [symbol]: "[redacted]", hidden: { a: 1 } });
    expect(reach(recorded)).not.toContain("t");
  });

  test("keeps an own __proto__ from becoming a prototype", () => {
    const input: unknown = JSON.parse('{"__proto__":{"admin":true},"token":"t"}');
    const recorded = recordedPayload({}, input);
    expect(Object.getPrototypeOf(recorded)).toBe(Object.prototype);
    expect(Object.getOwnPropertyDescriptor(recorded, "__proto__")?.value).toEqual({ admin: true });
  });

  test("keeps what is shared shared, and cycles whole", () => {
    const shared = { token: "t" };
    const input: Record<string, unknown> = { a: shared, b: [shared] };
    input.self = input;
    const recorded = recordedPayload({}, input);
    expect(at(recorded, "self")).toBe(recorded);
    expect(at(recorded, "b", 0)).toBe(at(recorded, "a"));
    expect(at(recorded, "a")).toEqual({ token: "[redacted]" });
  });

  test("keeps the places of one object apart when only one of them is secret", () => {
    const card = { number: "4111", brand: "v" };
    const recorded = recordedPayload({ paths: ["payload.secret.number"], keys: [] }, { open: card, secret: card });
    expect(recorded).toEqual({ open: card, secret: { number: "[redacted]", brand: "v" } });
  });

  test("is not broken by depth", () => {
    let input: Record<string, unknown> = { token: "t" };
    for (let depth = 0; depth < 20_000; depth++) input = { in: input };
    let recorded: unknown = redactDirectly({}, input);
    while (typeof recorded === "object" && recorded !== null && "in" in recorded) recorded = recorded.in;
    expect(recorded).toEqual({ token: "[redacted]" });
  });

  test("replaces what is beyond its limit", () => {
    const recorded = recordedPayload({ maxObjects: 3 }, [{ a: 1 }, { a: 2 }, { a: 3 }]);
    expect(recorded).toHaveLength(3);
    expect(JSON.stringify(recorded).match(/redacted/g)).toHaveLength(2);
  });

  test("concerns only the events that match", () => {
    const { bus } = openBus({ middleware: [redact({ match: "user.#" })] });
    bus.emit(draft("user.login", { token: "t" }));
    bus.emit(draft("parser.step", { token: "t" }));
    expect(Array.from(bus.history, ({ event }) => event.payload)).toEqual([{ token: "[redacted]" }, { token: "t" }]);
  });
});

/** Past the bus, for payloads that freezing cannot bear. */
function redactDirectly(options: RedactOptions, payload: unknown): unknown {
  const event: BusEvent = { id: "1", type: "a", topic: "a", payload, source: "test", time: 0, priority: "normal", correlationId: "1", version: 1, headers: {} };
  const returned = redact(options).beforeRecord?.(event);
  return returned ? returned.payload : payload;
}

function at(value: unknown, ...path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((holder, key) => (typeof holder === "object" && holder !== null ? Reflect.get(holder, key) : undefined), value);
}

/** Every value that can be reached from another. */
function reach(from: unknown): Set<unknown> {
  const found = new Set<unknown>([from]);
  for (const value of found) {
    if (typeof value !== "object" || value === null) continue;
    if (value instanceof Map) for (const entry of value) for (const part of entry) found.add(part);
    if (value instanceof Set) for (const item of value) found.add(item);
    for (const key of Reflect.ownKeys(value)) found.add(Reflect.get(value, key));
  }
  return found;
}
