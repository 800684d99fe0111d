/** Checks of what callers pass. `place` names it in the error; `undefined` stands for the default and passes. */

/** @throws RangeError unless the value is a number from `least` up */
export function requireFrom(least: number, place: string, value: number | undefined): void {
  if (value !== undefined && !(isNumber(value) && value >= least)) throw new RangeError(`${place} is ${shown(value)}: give a number from ${least} up.`);
}
/** @throws RangeError unless the value is a number above 0 */
export function requirePositive(place: string, value: number | undefined): void {
  if (value !== undefined && !(isNumber(value) && value > 0)) throw new RangeError(`${place} is ${shown(value)}: give a number above 0.`);
}
/** @throws TypeError unless the value is one of the choices */
export function requireOneOf(choices: readonly string[], place: string, value: unknown): void {
  if (value === undefined || choices.some((choice) => choice === value)) return;
  throw new TypeError(`${place} is ${shown(value)}: use ${choices.map((choice) => `"${choice}"`).join(" or ")}.`);
}
/** @throws TypeError unless the value is a non-empty string */
export function requireText(place: string, value: unknown): void {
  if (value !== undefined && (typeof value !== "string" || value === "")) throw new TypeError(`${place} is ${shown(value)}: give a non-empty string.`);
}
/** @throws TypeError unless the value is a function */
export function requireFunction(place: string, value: unknown): void {
  if (value !== undefined && typeof value !== "function") throw new TypeError(`${place} is ${shown(value)}: pass a function.`);
}

/** A text of digits compares like a number, and adds up like a text. */
function isNumber(value: unknown): boolean {
  return typeof value === "number";
}
/** A value as an error names it: its text when that says more than its type. */
function shown(value: unknown): string {
  if (typeof value === "string") return `"${value}"`;
  return typeof value === "number" || value === null ? String(value) : `of type ${typeof value}`;
}
