/** What a test has the relay do to a room. */
export type RelayCommand =
  | { readonly do: "mode"; readonly mode: "relays" | "swallows" | "refuses" }
  | { readonly do: "close"; readonly code: number; readonly reason: string }
  | { readonly do: "say"; readonly text: string; readonly times?: number; readonly binary?: boolean }
  /** `deafen`: reads nothing more from the network, until `listen`. */
  | { readonly do: "cut" | "deafen" | "listen" | "tell" };

/** What the relay knows of a room. */
export interface RelayNews {
  /** The sub-protocols of each attempt to connect, in order. */
  readonly offered: string[];
  /** What clients have sent, pings left out. */
  readonly received: string[];
  /** How many are connected. */
  readonly members: number;
}

/** A room of a relay as a test controls it, from Node and from a browser. */
export interface RelayRoom {
  readonly url: string;
  order(command: RelayCommand): Promise<RelayNews>;
  close(): void;
}

let rooms = 0;

export async function openRoom(relayUrl: string, make: new (url: string) => WebSocket): Promise<RelayRoom> {
  const name = `${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}-${++rooms}`;
  const socket = new make(`${relayUrl}/control/${name}`);
  const answers: ((news: RelayNews) => void)[] = [];
  socket.addEventListener("message", ({ data }) => answers.shift()?.(JSON.parse(String(data))));
  await new Promise<void>((resolve, reject) => {
    socket.addEventListener("open", () => resolve(), { once: true });
    socket.addEventListener("error", () => reject(new Error("The relay cannot be reached.")), { once: true });
  });
  return {
    url: `${relayUrl}/${name}`,
    order(command) {
      socket.send(JSON.stringify(command));
      return new Promise((resolve) => answers.push(resolve));
    },
    close: () => socket.close(),
  };
}
