/**
 * A value as it goes to another page: a table that a structured clone always takes. Depth costs no stack, cycles need no care, and what has no copy (functions,
 * getters, refusing proxies) is told by what it was.
 */
export interface Parcel {
  readonly root: Part;
  readonly nodes: readonly PackedNode[];
  /** What is not the same on the other side, first of all; absent when everything is. */
  readonly loss?: string;
}

/** A primitive as it is, or the place of something else in the table. */
export type Part = string | number | boolean | bigint | null | undefined | { readonly at: number };

export type PackedNode =
  | {
      readonly kind: "array";
      readonly length: number;
      readonly parts: readonly Part[];
      /** Indexes of elements that are not there. */ readonly holes: readonly number[];
    }
  | {
      readonly kind: "object";
      /** Absent for plain ones; `null` for those without a prototype. */ readonly of?: string | null;
      readonly members: readonly Packed[];
    }
  | { readonly kind: "map"; readonly parts: readonly (readonly [Part, Part])[] }
  | { readonly kind: "set"; readonly parts: readonly Part[] }
  | {
      readonly kind: "error";
      readonly of: string;
      readonly name: string;
      readonly message: string;
      readonly stack?: string;
      readonly members: readonly Packed[];
    }
  /** A structured clone carries it as it is. */
  | { readonly kind: "whole"; readonly value: object }
  | { readonly kind: "function"; readonly name: string }
  | { readonly kind: "symbol"; readonly description: string | undefined; readonly shared: boolean }
  | { readonly kind: "url"; readonly text: string }
  /** It stayed where it was. */
  | { readonly kind: "left"; readonly what: string };

/** One member of an object. */
export interface Packed {
  /** The place of a symbol in the table, or the name. */
  readonly key: string | number;
  readonly part: Part;
  readonly hidden?: true;
  /** Told, and not called. */
  readonly accessor?: "getter" | "setter";
}
