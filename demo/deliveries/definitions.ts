import { defineEvent } from "eventdeck";
import { z } from "zod";

/** Who carries parcels. */
export const carriers = ["Post", "Courier", "Bike"] as const;
export type Carrier = (typeof carriers)[number];

/** What a carrier says when it is handed a parcel. */
export const moods = ["answers", "is down", "refuses"] as const;
export type Mood = (typeof moods)[number];

const carrier = z.enum(carriers);
const order = z.string().min(1);

export const parcel = z.object({ order, carrier, street: z.string().min(1) });

/** A parcel is to go out: what the queue keeps until a carrier has it. */
export const parcelPacked = defineEvent("parcel.packed", parcel, { priority: "immediate" });
/** A carrier has it. */
export const parcelHandedOver = defineEvent("parcel.handed-over", z.object({ order, carrier, tab: z.string(), attempt: z.int().min(1) }));
/** A carrier has changed its mind. */
export const carrierChanged = defineEvent("carrier.changed", z.object({ carrier, mood: z.enum(moods) }), { priority: "immediate" });

export const definitions = [parcelPacked, parcelHandedOver, carrierChanged] as const;
