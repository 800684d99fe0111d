import type { EventDraft } from "eventdeck";
import { carriers, parcelPacked } from "./definitions.ts";

// Every other address has no number, which a carrier that is strict refuses.
const streets = ["4 Mill Lane", "Harbour Road", "17 Chapel Street", "Station Square", "9 Orchard Way", "Old Market"];

/** So many parcels, one carrier after the other. @param first the number of the first order */
export function pack(first: number, count: number): readonly EventDraft[] {
  return Array.from({ length: count }, (_, nth) => {
    const carrier = carriers[nth % carriers.length] ?? "Post";
    const street = streets[Math.floor(nth / carriers.length) % streets.length] ?? "4 Mill Lane";
    return parcelPacked({ order: `N-${first + nth}`, carrier, street });
  });
}
