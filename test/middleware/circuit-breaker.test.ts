import { type Subscription } from "eventdeck";
import { circuitBreaker, type CircuitBreakerOptions, type CircuitState } from "eventdeck/middleware";
import { describe, expect, test } from "vitest";
import { draft, openBus } from "./open-bus.ts";

/** A handler that does what it is told, behind a breaker whose time stands still. */
function setUp(options: CircuitBreakerOptions = {}) {
  const time = { ms: 0 };
  const changes: string[] = [];
  const breaker = circuitBreaker({ now: () => time.ms, onStateChange: ({ from, to }) => changes.push(`${from} > ${to}`), ...options });
  const { bus, failures } = openBus({ middleware: [breaker] });
  let answer: () => unknown = () => undefined;
  let calls = 0;
  const handle = () => {
    calls++;
    return answer();
  };
  return {
    breaker,
    bus,
    failures,
    changes,
    time,
    handle,
    calls: () => calls,
    answerWith: (next: () => unknown) => (answer = next),
  };
}
const fails = () => {
  throw new Error("down");
};

describe("circuitBreaker", () => {
  // f: the handler fails; o: it succeeds; digits: so many tenths of openMs pass. Then: what was called, and the state.
  test.each<[steps: string, calls: number, state: CircuitState]>([
    ["", 0, "closed"],
    ["ff", 2, "closed"],
    ["ffoff", 5, "closed"],
    ["fff", 3, "open"],
    ["fffo", 3, "open"],
    ["fff9o", 3, "open"],
    ["fff91o", 4, "half-open"],
    ["fff91oo", 5, "closed"],
    ["fff91f", 4, "open"],
    ["fff91of", 5, "open"],
    ["fff91of9o", 5, "open"],
    ["fff91of91oo", 7, "closed"],
    ["fff91oof", 6, "closed"],
    ["fff91ooff", 7, "closed"],
    ["fff91oofff", 8, "open"],
  ])("after %s has made %i calls and is %s", (steps, calls, state) => {
    const circuit = setUp({ failureThreshold: 3, openMs: 1_000, halfOpenProbes: 2 });
    const subscription = circuit.bus.subscribe("a", circuit.handle);
    for (const step of steps) {
      if (/\d/.test(step)) circuit.time.ms += Number(step) * 100;
      else {
        circuit.answerWith(step === "f" ? fails : () => "fine");
        circuit.bus.emit(draft("a"));
      }
    }
    expect(circuit.calls()).toBe(calls);
    expect(circuit.breaker.state(subscription)).toBe(state);
  });

  test("skips deliveries by name while open", async () => {
    const { bus, answerWith, handle, failures } = setUp({ failureThreshold: 1 });
    const subscription = bus.subscribe("a", handle);
    const skipped: unknown[] = [];
    bus.inspect$.subscribe((record) => record.kind === "skipped" && skipped.push(record.by));
    answerWith(fails);
    bus.emit(draft("a"));
    const report = await bus.publish(draft("a"));
    expect(report.deliveries).toMatchObject([{ subscription, outcome: "skipped" }]);
    expect(skipped).toEqual(["circuit-breaker"]);
    expect(failures).toHaveLength(1);
  });

  test("gives each subscription a circuit of its own, or none", () => {
    const { bus, breaker } = setUp({ failureThreshold: 1, subscriptions: ({ name }) => name !== "free" });
    const states = (...of: Subscription[]) => of.map((subscription) => breaker.state(subscription));
    const failing = bus.subscribe("a", fails, { name: "failing" });
    const fine = bus.subscribe("a", () => {}, { name: "fine" });
    const free = bus.subscribe("a", fails, { name: "free" });
    bus.emit(draft("a"));
    bus.emit(draft("a"));
    expect(states(failing, fine, free)).toEqual(["open", "closed", "closed"]);
    expect(free.stats.failed).toBe(2);
  });

  test("announces each change once", () => {
    const { bus, handle, answerWith, changes, time } = setUp({ failureThreshold: 1, openMs: 10 });
    bus.subscribe("a", handle);
    answerWith(fails);
    bus.emit(draft("a"));
    time.ms = 10;
    bus.emit(draft("a"));
    time.ms = 20;
    answerWith(() => {});
    bus.emit(draft("a"));
    expect(changes).toEqual(["closed > open", "open > half-open", "half-open > open", "open > half-open", "half-open > closed"]);
  });

  test("is not moved by a dry run", () => {
    const { bus, breaker, handle, answerWith, changes, time } = setUp({ failureThreshold: 1, openMs: 10 });
    const subscription = bus.subscribe("a", handle);
    answerWith(fails);
    bus.emit(draft("a"));
    const verdict = () => bus.explain(draft("a")).map((explained) => explained.verdict);
    expect(verdict()).toEqual(["skipped"]);
    time.ms = 10;
    expect([verdict(), verdict(), verdict()]).toEqual([["delivers"], ["delivers"], ["delivers"]]);
    expect(breaker.state(subscription)).toBe("open");
    expect(changes).toEqual(["closed > open"]);
  });

  test("lets no more calls through than it has probes, until they have settled", async () => {
    const { bus, breaker, handle, calls, answerWith, time } = setUp({ failureThreshold: 1, openMs: 10, halfOpenProbes: 2 });
    const subscription = bus.subscribe("a", handle);
    answerWith(() => Promise.reject(new Error("down")));
    await bus.publish(draft("a"));
    expect(breaker.state(subscription)).toBe("open");
    time.ms = 10;
    const { promise, resolve } = deferred();
    answerWith(() => promise);
    for (let count = 0; count < 5; count++) bus.emit(draft("a"));
    expect(calls()).toBe(3);
    expect(breaker.state(subscription)).toBe("half-open");
    resolve();
    await bus.flush();
    expect(breaker.state(subscription)).toBe("closed");
  });

  test("takes a timeout for a failure", async () => {
    const { bus, breaker } = setUp({ failureThreshold: 1 });
    const { promise, resolve } = deferred();
    const subscription = bus.subscribe("a", () => promise, { timeoutMs: 1 });
    await bus.publish(draft("a"));
    expect(breaker.state(subscription)).toBe("open");
    resolve();
  });

  test("takes a cancelled probe for neither success nor failure, and its place is free again", async () => {
    const { bus, breaker, handle, calls, answerWith, time } = setUp({ failureThreshold: 1, openMs: 10, halfOpenProbes: 1 });
    const rejecting = (signal: AbortSignal) =>
      new Promise((_, reject) => {
        signal.addEventListener("abort", () => reject(new Error("aborted")), { once: true });
      });
    let first = true;
    const subscription = bus.subscribe("a", (_, { signal }) => (first ? handle() : rejecting(signal)), { concurrency: "latest" });
    answerWith(fails);
    bus.emit(draft("a"));
    first = false;
    time.ms = 10;
    bus.emit(draft("a"));
    expect(breaker.state(subscription)).toBe("half-open");
    // The probe's place is given up in time, and the newer call cancels it.
    time.ms = 20;
    bus.emit(draft("a"));
    await Promise.resolve();
    await Promise.resolve();
    expect(breaker.state(subscription)).toBe("half-open");
    expect(calls()).toBe(1);
    subscription.unsubscribe();
  });

  test("gives a probe's place to another when it does not end in time", async () => {
    const { bus, breaker, handle, calls, answerWith, time } = setUp({ failureThreshold: 1, openMs: 10 });
    const subscription = bus.subscribe("a", handle);
    answerWith(fails);
    bus.emit(draft("a"));
    const { promise, resolve } = deferred();
    answerWith(() => promise);
    time.ms = 10;
    bus.emit(draft("a"));
    time.ms = 19;
    bus.emit(draft("a"));
    expect(calls()).toBe(2);
    answerWith(() => {});
    time.ms = 20;
    bus.emit(draft("a"));
    expect(breaker.state(subscription)).toBe("closed");
    resolve();
    await bus.flush();
  });

  test("is not closed or opened by calls that began before it opened", async () => {
    const { bus, breaker, handle, answerWith, time } = setUp({ failureThreshold: 1, openMs: 10 });
    const subscription = bus.subscribe("a", handle);
    const early = deferred();
    const probe = deferred();
    answerWith(() => early.promise);
    bus.emit(draft("a"));
    answerWith(fails);
    bus.emit(draft("a"));
    time.ms = 10;
    answerWith(() => probe.promise);
    bus.emit(draft("a"));
    early.resolve();
    await early.promise;
    expect(breaker.state(subscription)).toBe("half-open");
    probe.resolve();
    await bus.flush();
    expect(breaker.state(subscription)).toBe("closed");
  });

  test("reports what onStateChange throws as its own failure, and calls the handler all the same", () => {
    const complaint = new Error("no dashboard");
    const { bus, handle, calls, answerWith, failures, time } = setUp({
      failureThreshold: 1,
      openMs: 10,
      onStateChange: () => {
        throw complaint;
      },
    });
    bus.subscribe("a", handle, { onError: () => {} });
    answerWith(fails);
    bus.emit(draft("a"));
    time.ms = 10;
    bus.emit(draft("a"));
    expect(calls()).toBe(2);
    expect(failures.map(({ error, by }) => [error, by])).toEqual([
      [complaint, "circuit-breaker"],
      [complaint, "circuit-breaker"],
    ]);
  });

  test.each([{ failureThreshold: 0 }, { openMs: 0 }, { halfOpenProbes: NaN }])("refuses %o", (options) => {
    expect(() => circuitBreaker(options)).toThrow(RangeError);
  });
});

function deferred() {
  let resolve: () => void = () => {};
  const promise = new Promise<void>((settle) => (resolve = settle));
  return { promise, resolve };
}
