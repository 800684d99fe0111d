/** What of abstract-level a store needs: classic-level and browser-level have it, with keys and values as UTF-8. */
export interface LevelDatabase {
  open(): Promise<void>;
  close(): Promise<void>;
  get(key: string): Promise<string | undefined>;
  getMany(keys: string[]): Promise<(string | undefined)[]>;
  batch(operations: LevelOperation[], options: { readonly sync?: boolean }): Promise<void>;
  iterator(options: { readonly gte: string; readonly lt: string; readonly reverse: boolean; readonly limit: number }): LevelIterator;
}
export type LevelOperation = { readonly type: "put"; readonly key: string; readonly value: string } | { readonly type: "del"; readonly key: string };

export interface LevelIterator {
  nextv(size: number): Promise<[string, string][]>;
  close(): Promise<void>;
}
