import type { BusEvent } from "../event/index.ts";
import { StoreCorruptedError } from "./errors.ts";
import type { Store } from "./store.ts";

/** Most records that are passed over in one reading: past it the stream is taken for lost, and the error thrown. */
const maxUnreadable = 1000;

/** The records of a stream that can be read, passing over the others. @param unreadable is told of each of those */
export async function* readable(
  store: Pick<Store, "read">,
  stream: string,
  reverse = false,
  unreadable: (error: StoreCorruptedError) => void = () => {},
): AsyncGenerator<{ readonly sequence: number; readonly event: BusEvent }, void, undefined> {
  let range: { readonly from?: number; readonly to?: number } = {};
  for (let passed = 0; ; passed++) {
    try {
      yield* store.read(stream, { ...range, reverse });
      return;
    } catch (error) {
      if (!(error instanceof StoreCorruptedError) || error.sequence === undefined || passed >= maxUnreadable) throw error;
      unreadable(error);
      range = reverse ? { to: error.sequence - 1 } : { from: error.sequence + 1 };
    }
  }
}
