import type { Frame } from "../../target/index.ts";

/** A frame of the application, or a run of frames that nobody who looks for a mistake of their own wants to read. */
export type StackPart = { readonly kind: "frame"; readonly frame: Frame } | { readonly kind: "library"; readonly frames: readonly Frame[] };

/** A stack with its library frames folded into runs. */
export function stackParts(frames: readonly Frame[]): readonly StackPart[] {
  const parts: StackPart[] = [];
  let run: Frame[] | undefined;
  for (const frame of frames) {
    if (!frame.library) {
      run = undefined;
      parts.push({ kind: "frame", frame });
    } else if (run) run.push(frame);
    else {
      run = [frame];
      parts.push({ kind: "library", frames: run });
    }
  }
  return parts;
}

/** The innermost frame of the application's own: where to look first. */
export function firstOwnFrame(frames: readonly Frame[]): Frame | undefined {
  return frames.find(({ library }) => !library);
}

/** `cart.ts:12`, with as much of the path as tells files of one name apart. */
export function placeText({ file, line }: Pick<Frame, "file" | "line">): string {
  if (line === 0) return file;
  const parts = file.split(/[/\\]/).filter((part) => part !== "");
  const name = parts.at(-1) ?? file;
  // Files called index tell nothing by their name.
  const shown = /^(?:index|page|layout|route)\.\w+$/.test(name) && parts.length > 1 ? `${parts.at(-2)}/${name}` : name;
  return `${shown.replace(/[?#].*$/, "")}:${line}`;
}
