import * as off from "./noop.ts";
import * as real from "./register.ts";

// As `by-node-env.ts`, without React.

/** Makes a bus known to panels of the same origin; does nothing in a production build. */
export const registerBus: typeof real.registerBus = process.env.NODE_ENV === "production" ? off.registerBus : real.registerBus;
