import { defineEvent, defineRequest, payload } from "../../event/index.ts";

export const count = defineEvent("contract.count", payload<number>());
export const question = defineRequest("contract.question", payload<number>(), payload<unknown>());
