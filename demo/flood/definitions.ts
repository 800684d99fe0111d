import { defineEvent, payload, type Priority } from "eventdeck";

export const priorities: readonly Priority[] = ["immediate", "normal", "deferred"];

/** One event per lane, of the kind that would travel in it. Nothing is parsed: the shapes are made here. */
export const pointerMoved = defineEvent("input.pointer-moved", payload<{ x: number; y: number; pressure: number }>(), { priority: "immediate" });
export const priceChanged = defineEvent("market.price-changed", payload<{ symbol: string; price: number; volume: number }>(), { priority: "normal" });
export const sampled = defineEvent("telemetry.sampled", payload<{ sensor: string; value: number; unit: string }>(), { priority: "deferred" });
