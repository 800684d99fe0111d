import { BusError, type NoResponderError } from "../../event/index.ts";
import { question } from "./contract-events.ts";
import { expectEqual, failureOf } from "./expecting.ts";
import { withLinkedBuses } from "./linked-buses.ts";
import type { ContractCase, TransportContractOptions } from "./linked-pair.ts";

export function requestCases(options: TransportContractOptions): readonly ContractCase[] {
  return [
    { name: "has a request answered by the far side", run: () => answers(options) },
    { name: "has an error of a responder reach the requester by its name", run: () => fails(options) },
    { name: "knows when nobody answers any more", run: () => knowsNobody(options) },
  ];
}

function answers(options: TransportContractOptions): Promise<void> {
  return withLinkedBuses(options, async ({ here, there, until }) => {
    there.respond(question, ({ payload, correlationId }) => ({ twice: payload * 2, correlationId }));
    await until("the responder is known", () => here.subscriptions().some(({ name }) => name.endsWith(question.type)));
    expectEqual("the answer", await here.request(question(21, { correlationId: "conversation" })), { twice: 42, correlationId: "conversation" });
  });
}

function fails(options: TransportContractOptions): Promise<void> {
  return withLinkedBuses(options, async ({ here, there, until }) => {
    there.respond(question, () => {
      throw new RangeError("too much was asked");
    });
    await until("the responder is known", () => here.subscriptions().some(({ name }) => name.endsWith(question.type)));
    const error = await failureOf("the request", here.request(question(1)));
    expectEqual("its code", error instanceof BusError && error.code, "ERR_REMOTE");
    expectEqual(
      "its cause",
      error instanceof Error && error.cause instanceof Error && `${error.cause.name}: ${error.cause.message}`,
      "RangeError: too much was asked",
    );
  });
}

function knowsNobody(options: TransportContractOptions): Promise<void> {
  return withLinkedBuses(options, async ({ here, there, until }) => {
    const responder = there.respond(question, () => 1);
    await until("the responder is known", () => here.subscriptions().some(({ name }) => name.endsWith(question.type)));
    responder.unsubscribe();
    await until("its end is known", () => here.subscriptions().every(({ name }) => !name.endsWith(question.type)));
    const error = await failureOf("the request", here.request(question(1)));
    const expected: NoResponderError["code"] = "ERR_NO_RESPONDER";
    expectEqual("its code", error instanceof BusError && error.code, expected);
  });
}
