import type { AddressInfo } from "node:net";
import { createServer, type IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import type { TestProject } from "vitest/node";
import { type WebSocket, WebSocketServer } from "ws";
import type { RelayCommand, RelayNews } from "./websocket-relay-control.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Of a relay between WebSocket clients; each path is a room of its own. */
    readonly relayUrl: string;
  }
}

interface Room {
  readonly members: Set<WebSocket>;
  readonly news: RelayNews;
  mode: "relays" | "swallows" | "refuses";
}

/**
 * A relay as the transport's description asks for it: what a client sends goes to the others of its room, and pings are answered. Under `/control` a test tells it what to
 * do wrong.
 */
export async function startRelay(): Promise<{ readonly url: string; stop(): Promise<void> }> {
  const rooms = new Map<string, Room>();
  const roomOf = (path: string): Room => {
    const room = rooms.get(path) ?? { members: new Set(), news: { offered: [], received: [], members: 0 }, mode: "relays" };
    rooms.set(path, room);
    return room;
  };
  const server = new WebSocketServer({ noServer: true, handleProtocols: (offered) => [...offered][0] ?? false });
  const web = createServer();
  web.on("upgrade", (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const [, first = "", second = ""] = (request.url ?? "").split("?")[0]!.split("/");
    const controls = first === "control";
    const room = roomOf(controls ? second : first);
    if (!controls) room.news.offered.push(request.headers["sec-websocket-protocol"] ?? "");
    if (!controls && room.mode === "refuses") return void socket.end("HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n");
    server.handleUpgrade(request, socket, head, (client) => (controls ? control(client, room) : join(client, room)));
  });
  await new Promise<void>((resolve) => web.listen(0, "127.0.0.1", resolve));
  const { port } = web.address() as AddressInfo;
  return {
    url: `ws://127.0.0.1:${port}`,
    stop: () =>
      new Promise((resolve) => {
        for (const client of server.clients) client.terminate();
        web.close(() => resolve());
      }),
  };
}

function join(client: WebSocket, room: Room): void {
  room.members.add(client);
  client.on("close", () => room.members.delete(client));
  client.on("message", (data: Buffer) => {
    const text = data.toString();
    if (room.mode === "swallows") return;
    if (text === '{"eventdeck":"ping"}') return client.send('{"eventdeck":"pong"}');
    room.news.received.push(text);
    for (const other of room.members) if (other !== client) other.send(text);
  });
}

function control(client: WebSocket, room: Room): void {
  client.on("message", (data: Buffer) => {
    const command: RelayCommand = JSON.parse(data.toString());
    obey(command, room);
    client.send(JSON.stringify({ ...room.news, members: room.members.size }));
  });
}

function obey(command: RelayCommand, room: Room): void {
  switch (command.do) {
    case "mode":
      room.mode = command.mode;
      break;
    case "cut":
      // The network is gone without a word.
      for (const member of room.members) member.terminate();
      room.members.clear();
      break;
    case "close":
      for (const member of room.members) member.close(command.code, command.reason);
      break;
    case "say":
      for (let count = 0; count < (command.times ?? 1); count += 1)
        for (const member of room.members) member.send(command.text, { binary: command.binary ?? false });
      break;
    case "deafen":
      for (const member of room.members) member.pause();
      break;
    case "listen":
      for (const member of room.members) member.resume();
      break;
    case "tell":
      break;
  }
}

/** Called by Vitest before the tests of the browser project. @public */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { url, stop } = await startRelay();
  project.provide("relayUrl", url);
  return stop;
}
