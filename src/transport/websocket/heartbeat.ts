/** What a client says when it has not heard anything for a while. Browsers have no pings of their own. */
export const ping = JSON.stringify({ eventdeck: "ping" });
/** What a server answers, to this client alone. */
const pong = JSON.stringify({ eventdeck: "pong" });

export function isPong(data: unknown): boolean {
  return data === pong;
}
