export type { ContractCase, LinkedPair, TransportContractOptions } from "./linked-pair.ts";
export { transportContract } from "./transport-contract.ts";
