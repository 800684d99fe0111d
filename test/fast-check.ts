import { configureGlobal } from "fast-check";

// One seed for every run: what fails must fail again, and a change is not to be judged by luck. Look for more with another: `PROPERTY_SEED=7 npm test -- unit`.
// A page has no environment to choose another in.
configureGlobal({ seed: Number((typeof process === "undefined" ? undefined : process.env["PROPERTY_SEED"]) ?? 20_261_121) });

export * from "fast-check";
