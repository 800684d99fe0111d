import { breakingCases } from "./breaking-cases.ts";
import { closingCases } from "./closing-cases.ts";
import { eventCases } from "./event-cases.ts";
import { hostileCases } from "./hostile-cases.ts";
import type { ContractCase, TransportContractOptions } from "./linked-pair.ts";
import { requestCases } from "./request-cases.ts";

/**
 * What a link transport must do, as cases for whatever test runner: a new pair and two buses for each, released at its end.
 *
 * @example
 * for (const { name, run } of transportContract({ open: () => memoryLink() })) test(name, run);
 */
export function transportContract(options: TransportContractOptions): readonly ContractCase[] {
  if (typeof options?.open !== "function") throw new TypeError("transportContract needs open: a function that makes two linked transports.");
  return [
    ...eventCases(options),
    ...requestCases(options),
    ...hostileCases(options),
    ...closingCases(options),
    ...(options.breaks === true ? breakingCases(options) : []),
  ];
}
