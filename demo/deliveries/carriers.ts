import type { Bus } from "eventdeck";
import { NonRetryableError } from "eventdeck/queue";
import { LiveValue } from "../live-value.ts";
import { type Carrier, carrierChanged, type Mood, moods } from "./definitions.ts";

export type Moods = Readonly<Record<Carrier, Mood>>;

const kept = "eventdeck-demo-carriers";
export const usual: Moods = { Post: "answers", Courier: "is down", Bike: "refuses" };
const tripMs = 350;

/** The carriers as all tabs have them: told by an event that crosses to the others, and kept for the next one that opens. */
export function createCarriers(bus: Bus): LiveValue<Moods> {
  const known = new LiveValue(read());
  bus.subscribe(
    carrierChanged,
    ({ payload: { carrier, mood } }) => {
      known.update((before) => ({ ...before, [carrier]: mood }));
      localStorage.setItem(kept, JSON.stringify(known.value));
    },
    { name: "Carriers" },
  );
  return known;
}

/** Hands a parcel to its carrier. A thrown error is tried again by the queue; one that cannot be retried becomes a dead letter at once. */
export async function handOver(carrier: Carrier, street: string, mood: Mood): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, tripMs));
  if (mood === "is down") throw new Error(`${carrier} does not answer (503)`);
  // What the parcel says is not what the carrier can read: trying again would not help, another address does.
  if (mood === "refuses" && !/\d/.test(street)) throw new NonRetryableError(`${carrier} refuses a street without a number`);
}

function read(): Moods {
  const known = keptMoods();
  const moodOf = (carrier: Carrier) => moods.find((mood) => mood === Reflect.get(known, carrier)) ?? usual[carrier];
  return { Post: moodOf("Post"), Courier: moodOf("Courier"), Bike: moodOf("Bike") };
}

/** Whatever is there: other pages of this origin may have written it. */
function keptMoods(): object {
  try {
    return Object(JSON.parse(localStorage.getItem(kept) ?? "{}"));
  } catch {
    return {};
  }
}
