import { BusError, type NoResponderError } from "../../event/index.ts";
import type { ConnectOptions } from "../../transport/index.ts";
import { question } from "./contract-events.ts";
import { expectEqual, failureOf } from "./expecting.ts";
import { type LinkedBuses, withLinkedBuses } from "./linked-buses.ts";
import type { ContractCase, TransportContractOptions } from "./linked-pair.ts";

export function requestCases(options: TransportContractOptions): readonly ContractCase[] {
  return [
    { name: "has a request answered by the far side", run: () => answers(options) },
    { name: "has an error of a responder reach the requester by its name", run: () => fails(options) },
    { name: "calls off the responder of a request that is not waited for any longer", run: () => callsOff(options) },
    { name: "ends a request at once that is larger than the far side takes", run: () => refusesLarge(options) },
    { name: "knows when nobody answers any more", run: () => knowsNobody(options) },
  ];
}

/** Buses that know when somebody answers on the far side. */
function withKnown(
  options: TransportContractOptions,
  run: (linked: LinkedBuses & { readonly known: () => Promise<void> }) => Promise<void>,
  far?: ConnectOptions,
): Promise<void> {
  return withLinkedBuses(
    options,
    (linked) => {
      const { here, until } = linked;
      const known = (): Promise<void> => until("the responder is known", () => here.subscriptions().some(({ name }) => name.endsWith(question.type)));
      return run({ ...linked, known });
    },
    far && { far },
  );
}

function answers(options: TransportContractOptions): Promise<void> {
  return withKnown(options, async ({ here, there, known }) => {
    there.respond(question, ({ payload, correlationId }) => ({ twice: payload * 2, correlationId }));
    await known();
    expectEqual("the answer", await here.request(question(21, { correlationId: "conversation" })), { twice: 42, correlationId: "conversation" });
  });
}

function fails(options: TransportContractOptions): Promise<void> {
  return withKnown(options, async ({ here, there, known }) => {
    there.respond(question, () => {
      throw new RangeError("too much was asked");
    });
    await known();
    const error = await failureOf("the request", here.request(question(1)));
    expectEqual("its code", error instanceof BusError && error.code, "ERR_REMOTE");
    expectEqual(
      "its cause",
      error instanceof Error && error.cause instanceof Error && `${error.cause.name}: ${error.cause.message}`,
      "RangeError: too much was asked",
    );
  });
}

function callsOff(options: TransportContractOptions): Promise<void> {
  return withKnown(options, async ({ here, there, until, known }) => {
    let asked = 0;
    let calledOff = 0;
    there.respond(question, (_, { signal }) => {
      asked++;
      signal.addEventListener("abort", () => void calledOff++);
      return new Promise(() => {});
    });
    await known();
    const enough = new AbortController();
    const reply = here.request(question(1), { signal: enough.signal });
    await until("it is asked", () => asked === 1);
    enough.abort(new BusError("ERR_ENOUGH", "It has taken long enough."));
    const error = await failureOf("the request", reply);
    expectEqual("its code", error instanceof BusError && error.code, "ERR_ENOUGH");
    await until("it is called off", () => calledOff === 1);
  });
}

function refusesLarge(options: TransportContractOptions): Promise<void> {
  const takes = { maxEventBytes: 2000 };
  const run = async ({ here, there, far, known }: LinkedBuses & { readonly known: () => Promise<void> }): Promise<void> => {
    there.respond(question, () => 1);
    await known();
    const error = await failureOf("the request", here.request({ type: question.type, input: "x".repeat(3000) }));
    expectEqual("its code", error instanceof BusError && error.code, "ERR_REQUEST_TOO_LARGE");
    expectEqual("what is refused", far.stats.rejected, 0);
  };
  return withKnown(options, run, takes);
}

function knowsNobody(options: TransportContractOptions): Promise<void> {
  return withKnown(options, async ({ here, there, until, known }) => {
    const responder = there.respond(question, () => 1);
    await known();
    responder.unsubscribe();
    await until("its end is known", () => here.subscriptions().every(({ name }) => !name.endsWith(question.type)));
    const error = await failureOf("the request", here.request(question(1)));
    const expected: NoResponderError["code"] = "ERR_NO_RESPONDER";
    expectEqual("its code", error instanceof BusError && error.code, expected);
  });
}
