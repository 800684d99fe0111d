import { blobOf, dateTimeOf, isBuffer, regExpTextOf, typedArrayNameOf } from "../../model/value/brands.ts";
import type { PackedNode } from "./parcel.ts";

const typedArray: object = Object.getPrototypeOf(Uint8Array.prototype);

/**
 * What a structured clone carries as it is, copied by what the platform knows of it and not by properties that the application may have put in their place.
 *
 * @param spend says whether so many bytes more may go
 */
export function wholeOf(value: object, spend: (bytes: number) => boolean): PackedNode | undefined {
  const time = dateTimeOf(value);
  if (time !== undefined) return { kind: "whole", value: new Date(time) };
  const name = typedArrayNameOf(value);
  if (name !== undefined) return viewOf(value, name, typedArray, spend);
  if (ArrayBuffer.isView(value)) return viewOf(value, "DataView", DataView.prototype, spend);
  if (isBuffer(value)) return bufferOf(value, spend);
  const text = regExpTextOf(value);
  if (text !== undefined) return { kind: "whole", value: new RegExp(text.slice(1, text.lastIndexOf("/")), text.slice(text.lastIndexOf("/") + 1)) };
  return blobOf(value) ? { kind: "whole", value } : undefined;
}

/** Of a view, the bytes that it shows and no others. */
function viewOf(view: object, name: string, prototype: object, spend: (bytes: number) => boolean): PackedNode {
  try {
    const of = (key: string): unknown => Reflect.get(prototype, key, view);
    const [buffer, offset, length] = [of("buffer"), Number(of("byteOffset")), Number(of("byteLength"))];
    if (!isBufferLike(buffer)) return gone(name);
    if (!spend(length)) return tooLarge(length);
    const copy = new Uint8Array(new Uint8Array(buffer, offset, length)).buffer;
    const Kind: unknown = Reflect.get(globalThis, name);
    return { kind: "whole", value: typeof Kind === "function" ? Reflect.construct(Kind, [copy]) : new Uint8Array(copy) };
  } catch {
    return gone(name);
  }
}

function bufferOf(buffer: ArrayBuffer, spend: (bytes: number) => boolean): PackedNode {
  try {
    const bytes = new Uint8Array(buffer);
    // A shared one may not leave its page; a copy of what is in it may.
    return spend(bytes.length) ? { kind: "whole", value: new Uint8Array(bytes).buffer } : tooLarge(bytes.length);
  } catch {
    return gone("ArrayBuffer");
  }
}

function isBufferLike(value: unknown): value is ArrayBuffer {
  return typeof value === "object" && value !== null && isBuffer(value);
}

function gone(name: string): PackedNode {
  return { kind: "left", what: `${name} whose bytes were transferred away` };
}

function tooLarge(bytes: number): PackedNode {
  return { kind: "left", what: `${bytes.toLocaleString("en")} bytes` };
}
