import { createBus, defineEvent, defineRequest, payload } from "eventdeck";
import { createProjection } from "eventdeck/projection";
import { BusProvider, createBusHooks } from "eventdeck/react";
import { useState } from "react";

const itemAdded = defineEvent("cart.item-added", payload<{ sku: string; cents: number }>());
const paymentFailed = defineEvent("payment.failed", payload<{ reason: string }>(), { priority: "immediate" });
const priceAsked = defineRequest("price.asked", payload<{ sku: string }>(), payload<number>());

export const bus = createBus({ events: [itemAdded, paymentFailed, priceAsked] });
const cart = createProjection(bus, {
  name: "cart",
  initial: { cents: 0 },
  reducers(on) {
    on(itemAdded, (draft, event) => void (draft.cents += event.payload.cents));
  },
});
bus.respond(priceAsked, ({ payload: { sku } }) => sku.length * 100);

// The same hooks, knowing what this bus knows: a pattern narrows to the events that it matches.
const { useEmit, useEvent, useLatest, useProjection, useRequest } = createBusHooks<typeof bus>();

function Cart() {
  const cents = useProjection(cart, (state) => state.cents);
  const add = useEmit(itemAdded);
  const { send, reply, pending } = useRequest<number>();
  const last = useLatest("cart.*");
  const [alert, setAlert] = useState("");
  useEvent("payment.*", (event) => setAlert(event.payload.reason));

  return (
    <section>
      <output>{cents} cents</output>
      <button onClick={() => add({ sku: "A-1", cents: 250 })}>Add</button>
      <button onClick={() => void send(priceAsked({ sku: "A-1" }))} disabled={pending}>
        {reply ? `${reply} cents` : "What is it?"}
      </button>
      <p>{last ? `Last: ${last.payload.sku}` : "Nothing yet"}</p>
      <p role="alert">{alert}</p>
    </section>
  );
}

export function App() {
  return (
    <BusProvider bus={bus}>
      <Cart />
    </BusProvider>
  );
}
