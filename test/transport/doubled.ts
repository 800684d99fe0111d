import { defineRequest, payload } from "eventdeck";

export const doubled = defineRequest("number.doubled", payload<number>(), payload<number>());
