import type { EventDraft, Priority } from "eventdeck";
import { pointerMoved, priceChanged, sampled } from "./definitions.ts";

const symbols = ["AIR", "BAS", "IBM", "KO", "NOK", "SAP", "TSM", "VOD"];
const sensors = ["boiler", "intake", "rotor", "vent"];

/** The `n`-th event of a lane: a circling pointer, wandering prices, slow sensors. */
export function draftFor(priority: Priority, n: number): EventDraft {
  switch (priority) {
    case "immediate":
      return pointerMoved({ x: Math.round(400 + 300 * Math.cos(n / 90)), y: Math.round(300 + 200 * Math.sin(n / 90)), pressure: 0.5 });
    case "normal":
      return priceChanged({ symbol: symbols[n % symbols.length] ?? "AIR", price: Math.round(10_000 + 900 * Math.sin(n / 400)) / 100, volume: 1 + (n % 50) });
    case "deferred":
      return sampled({ sensor: sensors[n % sensors.length] ?? "vent", value: Math.round(600 + 80 * Math.sin(n / 1_000)) / 10, unit: "°C" });
  }
}
