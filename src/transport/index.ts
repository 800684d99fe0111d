export { connect } from "./connect.ts";
export { type ConnectionFault, type ConnectionRecord, connections, type KnownConnections } from "./connections.ts";
export { type Codec, jsonCodec } from "./codec.ts";
export { GapError, LinkError } from "./errors.ts";
export type {
  Connection,
  ConnectionState,
  ConnectionStats,
  ConnectOptions,
  EngineTransport,
  Gap,
  LinkTransport,
  PeerBus,
  PeerClock,
  Transport,
  TransportCapabilities,
  TransportHost,
} from "./transport.ts";
export type { WireSelector } from "./wire.ts";
