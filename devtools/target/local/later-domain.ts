/**
 * Commands that are loaded with the first of them. One that cannot be loaded rejects, and the next tries again.
 *
 * It answers to every name, since the names are loaded with the commands: what is no command rejects.
 */
export function laterDomain<Domain extends object>(load: () => Promise<Domain>): Domain {
  return new Proxy<Domain>(Object.create(null), {
    get:
      (_, command) =>
      async (...parameters: readonly unknown[]) => {
        const domain: object = await load();
        const run: unknown = Reflect.get(domain, command);
        if (typeof run !== "function") throw new TypeError(`There is no command ${String(command)}.`);
        return Reflect.apply(run, domain, parameters);
      },
  });
}
