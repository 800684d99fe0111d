import type { TraceMap } from "@jridgewell/trace-mapping";
import type { Frame } from "../domains/sites.ts";
import { isLibrary, pathOf } from "./stack-text.ts";

/** Of scripts and their maps together. */
const mostCharacters = 64 * 1024 * 1024;
const mostScripts = 100;
const longestScript = 32 * 1024 * 1024;
const longestWaitMs = 5_000;

// As it was before an application, or a capture of its traffic, wrapped it: what the panel reads is none of their business.
const pageFetch = globalThis.fetch;

type Fetch = (
  address: string,
  options: { readonly credentials: "same-origin"; readonly signal: AbortSignal },
) => Promise<Pick<Response, "ok" | "status" | "text">>;

/** What is known of one script. */
type Loaded = { readonly map: TraceMap; readonly at: string } | { readonly why: string };

interface Kept {
  readonly loading: Promise<Loaded>;
  characters: number;
}

/**
 * Finds what was written behind what ran. Scripts and maps are fetched when a frame first asks for them, and kept within 100 scripts and 64 Mi characters, the
 * longest unused going first. A frame whose map cannot be had stays as it is and says why.
 */
export class SourceMaps {
  readonly #fetch: Fetch | undefined;
  readonly #kept = new Map<string, Kept>();

  constructor(fetch: Fetch | undefined = pageFetch === undefined ? undefined : (address, options) => pageFetch(address, options)) {
    this.#fetch = fetch;
  }

  /** The frames as they were written. Never rejects. */
  async map(frames: readonly Frame[]): Promise<readonly Frame[]> {
    return Promise.all(frames.map((frame) => this.#mapped(frame)));
  }

  async #mapped(frame: Frame): Promise<Frame> {
    // The runtime, and files that a server-side runtime maps itself.
    if (frame.line === 0 || !/^[a-z][\w+.-]*:\/\//i.test(frame.file) || /^(?:node|file|[a-z-]+-extension):/.test(frame.file)) return shown(frame);
    const loaded = await this.#load(frame.file);
    if ("why" in loaded) return { ...shown(frame), unmapped: loaded.why };
    const { originalPositionFor } = await import("@jridgewell/trace-mapping");
    const { source, line, column } = originalPositionFor(loaded.map, { line: frame.line, column: Math.max(0, (frame.column ?? 1) - 1) });
    if (source === null) return { ...shown(frame), unmapped: "The source map does not know this place." };
    // The name at that place in the map is of what is called there, not of the function that it is in.
    return { ...frame, file: pathOf(source), line, column: column + 1, library: isLibrary(source) };
  }

  #load(address: string): Promise<Loaded> {
    const known = this.#kept.get(address);
    this.#kept.delete(address);
    const kept = known ?? { loading: this.#read(address), characters: 0 };
    this.#kept.set(address, kept);
    this.#trim();
    return kept.loading;
  }

  async #read(address: string): Promise<Loaded> {
    try {
      const script = await this.#text(address);
      const link = lastLink(script);
      if (link === undefined) return { why: "Its script names no source map." };
      const at = new URL(link, address).href;
      const text = link.startsWith("data:") ? inlineText(link) : await this.#text(at);
      const kept = this.#kept.get(address);
      if (kept) kept.characters = text.length;
      const { AnyMap } = await import("@jridgewell/trace-mapping");
      return { map: new AnyMap(text, link.startsWith("data:") ? address : at), at };
    } catch (error) {
      return { why: `Its source map could not be read: ${error instanceof Error ? error.message : String(error)}.` };
    }
  }

  /** @throws Error when it cannot be had, or is too long */
  async #text(address: string): Promise<string> {
    if (!this.#fetch) throw new Error("there is no fetch here");
    const answer = await this.#fetch(address, { credentials: "same-origin", signal: AbortSignal.timeout(longestWaitMs) });
    if (!answer.ok) throw new Error(`${address} answered ${answer.status}`);
    const text = await answer.text();
    if (text.length > longestScript) throw new Error(`${address} is longer than ${longestScript / 1024 / 1024} Mi characters`);
    return text;
  }

  #trim(): void {
    let characters = 0;
    for (const kept of this.#kept.values()) characters += kept.characters;
    for (const [address, kept] of this.#kept) {
      if (this.#kept.size <= mostScripts && (characters <= mostCharacters || this.#kept.size === 1)) return;
      characters -= kept.characters;
      this.#kept.delete(address);
    }
  }
}

/** Where the last comment of a script says that its map is. */
function lastLink(script: string): string | undefined {
  const at = Math.max(script.lastIndexOf("//# sourceMappingURL="), script.lastIndexOf("//@ sourceMappingURL="));
  if (at < 0) return undefined;
  const [link] = /^\S+/.exec(script.slice(at + "//# sourceMappingURL=".length)) ?? [];
  return link;
}

function inlineText(link: string): string {
  const comma = link.indexOf(",");
  const body = link.slice(comma + 1);
  if (!link.slice(0, comma).endsWith(";base64")) return decodeURIComponent(body);
  return new TextDecoder().decode(Uint8Array.from(atob(body), (character) => character.charCodeAt(0)));
}

function shown(frame: Frame): Frame {
  return { ...frame, file: pathOf(frame.file) };
}
