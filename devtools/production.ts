// The panel itself, in whatever build: `eventdeck/devtools` leaves it out of those for production.
export * from "./index.ts";
