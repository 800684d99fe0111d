/**
 * Checks the address of a WebSocket server.
 *
 * @throws TypeError that names what is wrong, without the query, the user or the password, where secrets are
 */
export function checkAddress(url: string | URL): URL {
  const address = parse(url);
  if (address.protocol !== "ws:" && address.protocol !== "wss:") {
    const cure = address.protocol === "http:" || address.protocol === "https:" ? `: write "${address.protocol.replace("http", "ws")}//${address.host}…"` : "";
    throw new TypeError(`The url of websocket() begins with "${address.protocol}"; it has to begin with "ws:" or "wss:"${cure}.`);
  }
  if (address.username !== "" || address.password !== "") {
    throw new TypeError(
      `The url of websocket() has a user or a password in it, which browsers refuse and servers log: pass a token by "protocols" or "firstMessage".`,
    );
  }
  if (address.hash !== "") throw new TypeError(`The url of websocket() has a fragment ("#…"), which WebSocket refuses: leave it out.`);
  return address;
}

/** An address as errors and health reports show it: its query may be a secret. */
export function shownAddress({ protocol, host, pathname }: URL): string {
  return `${protocol}//${host}${pathname}`;
}

function parse(url: unknown): URL {
  if (url instanceof URL) return url;
  if (typeof url !== "string" || url === "") throw new TypeError(`websocket() needs a url such as "wss://example.org/events"; it was given ${typeof url}.`);
  const base: unknown = Reflect.get(globalThis, "location");
  try {
    return new URL(url);
  } catch {
    // What is relative to the page is no address of a WebSocket in every browser yet.
    const cure = base === undefined ? "" : `, or new URL("/events", location.href.replace("http", "ws"))`;
    throw new TypeError(`The url of websocket() is not a whole address: give one such as "wss://example.org/events"${cure}.`);
  }
}
