import { parse } from "sugar-high/core";
import * as typescript from "sugar-high/lang/typescript";
import type { SourceFile } from "./scene.ts";

/** A line of code in pieces that are coloured alike. */
export interface SourceLine {
  /** How many characters it is indented by. */
  readonly indent: number;
  readonly tokens: readonly { readonly kind: string; readonly text: string }[];
}

export function linesOf({ name, text }: SourceFile): readonly SourceLine[] {
  // Without JSX a type argument cannot be taken for a tag.
  const syntax = { ...typescript, jsx: name.endsWith(".tsx") };
  return parse(text.trimEnd(), syntax).lines.map(({ value, tokens }) => ({
    indent: value.length - value.trimStart().length,
    tokens: tokens.reduce<{ kind: string; text: string }[]>((merged, { type, value: piece }) => {
      const last = merged.at(-1);
      if (last?.kind === type) last.text += piece;
      else merged.push({ kind: type, text: piece });
      return merged;
    }, []),
  }));
}
