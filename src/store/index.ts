export {
  SequenceConflictError,
  StoreClosedError,
  StoreCorruptedError,
  StoreFailedError,
  StoreFullError,
  StoreLockedError,
  StoreValueError,
  StoreVersionError,
} from "./errors.ts";
export { memoryStore } from "./memory.ts";
export type { HistoryPersistence, PersistHistoryOptions } from "./persist-history.ts";
export { persistHistory } from "./persist-history.ts";
export type { HistoryStore, Store, StoreOperation, StoreRange, StreamInfo, StreamRange, WriteOptions } from "./store.ts";
