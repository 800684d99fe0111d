import { errorStack, isError } from "../value/error-parts.ts";
import { errorText } from "../value/error-text.ts";
import { dataOf, isObject } from "../value/own-data.ts";

/** An error, or one of its causes. */
export interface ErrorLink {
  /** `TypeError: total is undefined` */
  readonly text: string;
  readonly stack?: string;
}

const longestChain = 10;

/** A thrown value and what caused it, the outermost first: at most 10. An error of several shows those in their order. Runs nothing of the application's. */
export function errorChain(thrown: unknown): readonly ErrorLink[] {
  const links: ErrorLink[] = [];
  const seen = new Set<unknown>();
  const left: unknown[] = [thrown];
  while (left.length > 0 && links.length < longestChain) {
    const error = left.shift();
    if (isObject(error) && seen.has(error)) continue;
    seen.add(error);
    links.push(linkOf(error));
    if (!isObject(error) || !isError(error)) continue;
    const several = dataOf(error, "errors");
    if (Array.isArray(several)) left.push(...several.slice(0, longestChain));
    const cause = dataOf(error, "cause");
    if (cause !== undefined) left.push(cause);
  }
  return links;
}

function linkOf(error: unknown): ErrorLink {
  const stack = isObject(error) && isError(error) ? errorStack(error) : undefined;
  return { text: errorText(error), ...(stack !== undefined && { stack }) };
}
