import * as fc from "../fast-check.ts";
import { Subject } from "rxjs";
import { expect, test } from "vitest";
import { createStore } from "zustand/vanilla";
import { evaluate, PluginUnderTest } from "./evaluate.ts";

/** What happens to somebody else's objects, in order. */
class Log {
  readonly entries: unknown[] = [];
  #depth = 0;
  #made = 0;

  /** An object with every method that the plugin knows, some properties, and a mind of its own about what it returns. */
  thing(name: string): object {
    const log = this.entries;
    const thing: Record<string, unknown> = { name };
    const answer = (method: string, given: readonly unknown[]) => {
      log.push([name, method, given.map(nameOf)]);
      if (this.#depth > 3) return null;
      this.#depth++;
      const made = ++this.#made;
      for (const one of given) if (typeof one === "function" && made % 2 === 0) Reflect.apply(one, undefined, [name]);
      this.#depth--;
      return made % 5 === 0 ? null : made % 7 === 0 ? [this.thing(`${name}[]`)] : this.thing(`${name}.${method}`);
    };
    for (const method of methods) {
      thing[method] = function (this: unknown, ...given: unknown[]) {
        if (this !== thing) log.push("another this");
        return answer(method, given);
      };
    }
    Object.defineProperty(thing, "inner", { get: () => (log.push(`${name}.inner`), this.#depth > 3 ? null : this.thing(`${name}.inner`)) });
    return thing;
  }
}

/** What is handed over, in brief. */
function nameOf(given: unknown): unknown {
  return typeof given === "object" && given !== null ? ("name" in given ? given.name : "list") : typeof given === "function" ? "function" : given;
}

const methods = ["subscribe", "respond", "stream", "iterate", "next", "use", "emit", "emitMany", "publish", "publishMany", "request", "other"];

const { expression } = fc.letrec<{ expression: string; link: string; given: string }>((tie) => ({
  given: fc.oneof(
    { depthSize: "small" },
    fc.constantFrom("1", "'a'", "() => {}", "...[1, () => b]", "a"),
    tie("expression"),
    tie("expression").map((text) => `() => ${text}`),
    tie("expression").map((text) => `...[${text}]`),
  ),
  link: fc.oneof(
    fc
      .tuple(fc.constantFrom(".", "?.", "\n  ."), fc.constantFrom(...methods), fc.constantFrom("", "?."), fc.array(tie("given"), { maxLength: 3 }))
      .map(([dot, method, optional, given]) => `${dot}${method}${optional}(${given.join(", ")})`),
    fc.constantFrom(".inner", "?.inner", "['subscribe'](1, 2)", "?.['emit'](1)", ".name", "!.inner", "!"),
  ),
  expression: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.constantFrom("a", "b", "none", "missing", "this"),
    fc.tuple(fc.constantFrom("a", "b", "none"), fc.array(tie("link"), { maxLength: 4 })).map(([start, links]) => start + links.join("")),
    fc.tuple(tie("expression"), fc.array(tie("link"), { minLength: 1, maxLength: 3 })).map(([inner, links]) => `(${inner})${links.join("")}`),
    fc.tuple(tie("expression"), tie("expression"), tie("link")).map(([one, other, link]) => `(${one}, ${other})${link}`),
    tie("expression").map((text) => `(await (${text}))`),
    tie("expression").map((text) => `(${text} as any)`),
    tie("expression").map((text) => `\`\${typeof (${text})}\``),
    fc.tuple(tie("expression"), tie("expression")).map(([one, other]) => `(${one} ?? ${other})`),
  ),
}));

/** What a module with these expressions does, as it is written or as it is served. */
async function happens(expressions: readonly string[], served: boolean): Promise<unknown[]> {
  const log = new Log();
  const globals = { a: log.thing("a"), b: log.thing("b"), none: null, log: (what: unknown) => log.entries.push(what) };
  const statements = expressions.map(
    (text) => `try { const result = ${text};\nlog(result?.name ?? typeof result); } catch (error) { log(error.constructor.name); }`,
  );
  const source = `${statements.join("\n")}\nexport {};`;
  const plugin = new PluginUnderTest();
  const code = served ? (plugin.transform("any.ts", source)?.code ?? source) : source;
  await evaluate(`${plugin.root}/any.ts`, code, { globals });
  return log.entries;
}

test("what a module does with anything but buses is what it did before", { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(expression, { minLength: 1, maxLength: 4 }), async (expressions) => {
      expect(await happens(expressions, true)).toEqual(await happens(expressions, false));
    }),
    { numRuns: 200 },
  );
});

test.each([
  "none?.inner!.subscribe(1, 2)",
  "none?.inner!.inner.emit(1)",
  "none?.emit(1).inner.use(1)",
  "none!?.inner.use(1).publish(2)",
  "(none?.inner)?.use(1)",
  "none?.subscribe(1, 2)!.inner.emit(3)",
  "a?.emit(1)?.inner?.subscribe(1, 2)",
  "(none as any)?.inner.next(1)",
  "a.use(b.emit(1), () => b.emit(2)).emit(3)",
  "new (class extends (a.emit(1), Object) { go = a.use(1); })().go",
  "new (class { use(...given) { return given.length; } go() { return this.use(1, 2); } })().go()",
  "new (class extends (class { use(...given) { return given.length; } }) { use(...given) { return super.use(...given, 1); } })().use(1)",
  "a.subscribe`1`",
  "typeof a.use(1).inner",
  "delete a?.use(1).inner",
  "[...[a].map((one) => one.stream(1))].length",
])("so it is with %s", async (text) => {
  expect(await happens([text], true)).toEqual(await happens([text], false));
});

test("subjects, stores and event targets work as ever", async () => {
  const heard: unknown[] = [];
  const globals = {
    subject: new Subject(),
    store: createStore(() => ({ count: 0 })),
    target: new EventTarget(),
    heard: (what: unknown) => void heard.push(what),
  };
  await new PluginUnderTest().evaluate(
    "handlers.ts",
    `subject.subscribe(heard, heard);
subject.next("subject");
const stop = store.subscribe((now, before) => heard(now.count - before.count), true);
store.setState({ count: 2 });
stop();
store.setState({ count: 3 });
class Emitter { emit(...given) { return given; } }
class Mine extends Emitter { emit(...given) { return super.emit("mine", ...given); } }
heard(new Mine().emit(1));
heard([...new Map([[1, 2]]).entries().next().value]);`,
    { globals },
  );
  expect(heard).toEqual(["subject", 2, ["mine", 1], [1, 2]]);
});

test("a proxy or a getter of somebody else hears of nothing", async () => {
  const asked: PropertyKey[] = [];
  const proxy: object = new Proxy(() => {}, {
    get: (_, key) => {
      asked.push(key);
      return () => proxy;
    },
    has: (_, key) => asked.push(key) > 0,
    getOwnPropertyDescriptor: (_, key) => void asked.push(key),
  });
  await new PluginUnderTest().evaluate("handlers.ts", `remote.subscribe("a", () => {}); remote.emit("b"); remote.use(1);`, { globals: { remote: proxy } });
  expect(asked).toEqual(["subscribe", "emit", "use"]);
});

test("the hook that React calls use keeps its name", () => {
  const plugin = new PluginUnderTest();
  expect(plugin.transform("a.tsx", `import * as React from "react";\nexport const value = React.use(promise);`)).toBeUndefined();
  expect(plugin.transform("a.tsx", `import React from "react";\nexport const value = React.use(promise);`)).toBeUndefined();
});
