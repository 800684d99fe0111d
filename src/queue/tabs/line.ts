import type { Calls } from "./wire.ts";

/** How a queue of this tab reaches its owner, whoever that is. */
export interface Line {
  /** Goes to the next owner too, until one has answered. */
  call<Method extends keyof Calls>(method: Method, ...args: Parameters<Calls[Method]>): Promise<ReturnType<Calls[Method]>>;
  /** Lost when there is no owner. */
  tell<Method extends keyof Calls>(method: Method, ...args: Parameters<Calls[Method]>): void;
}
