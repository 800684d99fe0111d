import type { Frame } from "../domains/sites.ts";

const deepest = 100;

/**
 * The lines of a stack as V8, Firefox and Safari write them, innermost first; at most 100. Lines that name no place, such as the message above the frames,
 * are left out.
 */
export function parseStack(stack: string): readonly Frame[] {
  const frames: Frame[] = [];
  for (const line of stack.split("\n")) {
    const frame = parseLine(line.trim());
    if (frame) frames.push(frame);
    if (frames.length === deepest) break;
  }
  return frames;
}

function parseLine(line: string): Frame | undefined {
  if (line.startsWith("at ")) return v8Frame(line.slice(3));
  const at = separator(line);
  if (at >= 0) return frameOf(nameOf(line.slice(0, at)), line.slice(at + 1));
  // Safari writes frames without a name as the address only; so short a line is told from a message by how it begins.
  return /^(?:[a-z][\w+.-]*:\/\/|\/)\S+:\d+(?::\d+)?$/i.test(line) ? frameOf(undefined, line) : undefined;
}

// `fn (place)`, `async fn (place)`, `new Type (place)`, `Type.fn [as alias] (place)`, or the place alone.
function v8Frame(text: string): Frame | undefined {
  const evaluated = /^(?:eval|.*?\(eval) at /.test(text);
  const [, name, place] = /^(.*?) \((.*)\)$/.exec(text) ?? [undefined, undefined, text.replace(/^async /, "")];
  if (!evaluated) return frameOf(nameOf(name ?? ""), place);
  // Code in an `eval` has no place but that of the call.
  const [, called] = /\(((?:[a-z][\w+.-]*:|\/)[^()]*:\d+:\d+)\)/i.exec(text) ?? [];
  return called === undefined ? undefined : frameOf(nameOf(name ?? ""), called);
}

// Addresses hold `@` too (`/@fs/…`, `/node_modules/@scope/…`): the one that counts stands before an address.
function separator(line: string): number {
  return line.search(/@(?=[a-z][\w+.-]*:\/\/|\/|\[native code\])/i);
}

function frameOf(name: string | undefined, place: string): Frame | undefined {
  const named = name === undefined ? {} : { name };
  if (place === "<anonymous>" || place === "[native code]" || place === "native") return { ...named, file: "native code", line: 0, library: true };
  const [, address, line, column] = /^(.+?):(\d+)(?::(\d+))?$/.exec(place.replace(/ line \d+ > \w+(?:: *\d+)*$/, "")) ?? [];
  if (address === undefined || line === undefined) return undefined;
  return { ...named, file: address, line: Number(line), ...(column !== undefined && { column: Number(column) }), library: isLibrary(address) };
}

function nameOf(text: string): string | undefined {
  const name = text
    .replace(/^async[* ]/, "")
    .replace(/ \[as [^\]]*\]/, "")
    .replace(/[/<]+$/, "")
    .replace(/^Object\.<anonymous>$|^<anonymous>$/, "");
  return name === "" ? undefined : name;
}

/** Whether a file belongs to a dependency, to the runtime or to this package. */
export function isLibrary(file: string): boolean {
  if (/^(?:node|native|[a-z-]+-extension|internal|resource|about):/.test(file) || file === "native code") return true;
  return /[/\\]node_modules[/\\]|[/\\]\.vite[/\\]deps[/\\]|[/\\]@vite[/\\]|[/\\]webpack[/\\]runtime[/\\]/.test(file) || isOwn(file);
}

const own = ownFolders(import.meta.url);

// Bundled into an application's file this module does not know where its own sources were; those are in `node_modules` then.
function ownFolders(here: string): readonly string[] {
  const [, folder] = /^(.*\/)devtools\/target\/local\/[\w-]+\.[jt]s/.exec(here) ?? [];
  return folder === undefined ? [] : [`${folder}src/`, `${folder}devtools/`, ...[`${folder}src/`, `${folder}devtools/`].map(pathOf)];
}

function isOwn(file: string): boolean {
  return own.some((folder) => file.startsWith(folder));
}

/** The file behind an address of a development server or a bundler, as an editor knows it; an address of another origin stays as it is. */
export function pathOf(address: string): string {
  const plain = address.replace(/^(?:webpack(?:-internal)?|turbopack):\/\/[^/]*\/(?:\([^)]*\)\/)?(?:\[project\]\/)?(?:\.\/)?/, "");
  if (plain.startsWith("file://")) return decoded(plain.slice("file://".length)).replace(/^\/(?=[A-Za-z]:)/, "");
  const page = typeof location === "undefined" || location.origin === "null" ? undefined : `${location.origin}/`;
  if (page === undefined || !plain.startsWith(page)) return plain;
  const path = decoded(plain.slice(page.length).replace(/[?#].*$/, ""));
  return path.startsWith("@fs/") ? path.slice("@fs".length).replace(/^\/(?=[A-Za-z]:)/, "") : path;
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    // A percent sign that encodes nothing: the path is what is written.
    return path;
  }
}
