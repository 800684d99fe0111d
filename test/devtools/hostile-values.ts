/** What runs when the panel does what it must not do: every getter, trap and method of a hostile value counts here. */
export interface Traps {
  /** Of getters and methods; a panel that only looks runs none. */
  readonly ran: string[];
}

const bidi = "\u202egnp.exe\u202c\u2066x\u2069\u200f\u200b";

/** Texts that are shown as text, and do nothing. */
export const hostileTexts: readonly string[] = [
  `<img src=x onerror="globalThis.hostileRan=1">`,
  `<script>globalThis.hostileRan=1</script>`,
  `"><svg onload=globalThis.hostileRan=1>`,
  "{{constructor.constructor('globalThis.hostileRan=1')()}}",
  "${globalThis.hostileRan=1}",
  "javascript:globalThis.hostileRan=1",
  "*/ globalThis.hostileRan=1 /* `${globalThis.hostileRan=1}`",
  "</style></template></textarea>",
  "\ud800 lone \udfff",
  bidi,
  "\u0000\u0007\u001b[31m\u009f\ufeff",
  "__proto__",
  "constructor",
  'a.b[0]."c" OR -type:x',
  "😀".repeat(300),
];

/** Values that refuse, lie, throw or never end. */
export function hostileValues(traps: Traps): Readonly<Record<string, unknown>> {
  const ran = (what: string) => () => {
    traps.ran.push(what);
    throw new Error(`${what} ran`);
  };
  const throwing = new Proxy({}, { get: ran0, ownKeys: ran0, getOwnPropertyDescriptor: ran0, getPrototypeOf: ran0, has: ran0 });
  const { proxy: revoked, revoke } = Proxy.revocable<object>({}, {});
  revoke();
  const buffer = new ArrayBuffer(16);
  const view = new Uint8Array(buffer);
  structuredClone(buffer, { transfer: [buffer] });
  const cyclic: Record<string, unknown> = { name: "cycle" };
  cyclic["self"] = cyclic;
  const own = Object.defineProperty({}, "__proto__", { value: { polluted: true }, enumerable: true });
  const liar = {
    toString: ran("toString"),
    toJSON: ran("toJSON"),
    valueOf: ran("valueOf"),
    [Symbol.toPrimitive]: ran("toPrimitive"),
  };
  const tagged = Object.defineProperty({}, Symbol.toStringTag, { get: ran("toStringTag"), enumerable: true });
  const getter = Object.defineProperty({ plain: 1 }, "danger", { get: ran("getter"), enumerable: true });
  return { throwing, revoked, buffer, view, cyclic, own, liar, tagged, getter, deep: nested(10_000), many: manyItems(), long: "x".repeat(10_000_000) };
}

// A trap of a proxy cannot be told from a look, so it only refuses.
function ran0(): never {
  throw new Error("a trap that refuses");
}

function nested(levels: number): object {
  let value: object = { bottom: true };
  for (let level = 0; level < levels; level += 1) value = { value };
  return value;
}

function manyItems(): readonly unknown[] {
  return Array.from({ length: 100_000 }, (_, index) => ({ index }));
}

/** An object of a class, so that the bus leaves it as it is. */
export class Opaque {
  readonly inside: unknown;

  constructor(inside: unknown) {
    this.inside = inside;
  }
}
