/** One end of a channel between pages: plain messages out, plain messages in. */
export interface Link<In, Out> {
  /** @throws DataCloneError for what cannot cross */
  post(message: Out): void;
  listen(take: (message: In) => void): void;
  close(): void;
}

/** What a link asks of the platform. */
export interface Channel {
  /** @throws DataCloneError */
  send(message: unknown): void;
  listen(take: (message: unknown) => void): void;
  close(): void;
}

export type OpenChannel = (name: string) => Channel;

/** A link over a channel that carries one version of one protocol, and nobody else's messages. */
export function linkOver<In extends { readonly kind: string }, Out>(channel: Channel): Link<In, Out> {
  return {
    post: (message) => channel.send(message),
    listen: (take) =>
      channel.listen((message) => {
        if (isMessage<In>(message)) take(message);
      }),
    close: () => channel.close(),
  };
}

// The channel's name says the version; whoever of the same origin writes into it could as well change the page itself.
function isMessage<Message extends { readonly kind: string }>(data: unknown): data is Message {
  return typeof data === "object" && data !== null && "kind" in data && typeof data.kind === "string";
}
