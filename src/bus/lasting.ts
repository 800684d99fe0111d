/**
 * Told of what stays when the call that made it has returned, beside subscriptions: a projection. `eventdeck/vite` ends it when a hot update replaces the module that
 * made it; otherwise nobody listens.
 */
export const lasting: { made?: (by: (...parameters: never) => unknown, end: () => void) => void } = {};
