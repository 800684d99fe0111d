import type { Domains } from "../target.ts";
import { commandsOf } from "./commands.ts";
import { pack } from "./pack.ts";
import type { Parcel } from "./parcel.ts";
import type { DomainName } from "./wire.ts";

type Settle = { readonly resolve: (value: unknown) => void; readonly reject: (error: unknown) => void };

/** Commands on their way to another page, and their answers on the way back. */
export class Asking {
  readonly #send: (call: number, domain: DomainName, command: string, parameters: Parcel) => void;
  readonly #pending = new Map<number, Settle>();
  #calls = 0;
  #lost: Error | undefined;

  constructor(send: (call: number, domain: DomainName, command: string, parameters: Parcel) => void) {
    this.#send = send;
  }

  /** The commands of a domain, each of which goes over the wire. */
  domain<Name extends DomainName>(name: Name): Domains[Name] {
    const domain: Domains[Name] = Object.create(null);
    for (const command of commandsOf(name)) Reflect.set(domain, command, (...parameters: readonly unknown[]) => this.#ask(name, command, parameters));
    return domain;
  }

  answer(call: number, value: unknown): void {
    this.#pending.get(call)?.resolve(value);
    this.#pending.delete(call);
  }

  fail(call: number, error: unknown): void {
    this.#pending.get(call)?.reject(error);
    this.#pending.delete(call);
  }

  /** Rejects what is pending, and everything from now on. */
  lose(error: Error): void {
    this.#lost = error;
    for (const { reject } of this.#pending.values()) reject(error);
    this.#pending.clear();
  }

  #ask(domain: DomainName, command: string, parameters: readonly unknown[]): Promise<unknown> {
    if (this.#lost) return Promise.reject(this.#lost);
    const parcel = pack(parameters);
    // What is not what it seems to be must not reach an application.
    if (parcel.loss !== undefined)
      return Promise.reject(new TypeError(`${domain}.${command} was asked with ${parcel.loss}, which cannot be sent to another page. Leave it out.`));
    return new Promise((resolve, reject) => {
      this.#calls += 1;
      this.#pending.set(this.#calls, { resolve, reject });
      this.#send(this.#calls, domain, command, parcel);
    });
  }
}
