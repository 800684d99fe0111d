import { parse } from "sugar-high/core";
import * as typescript from "sugar-high/lang/typescript";

/** A line of code in pieces that are coloured alike. */
export interface SourceLine {
  /** Characters that it is indented by. */
  readonly indent: number;
  readonly tokens: readonly { readonly kind: string; readonly text: string }[];
}

export function highlight(text: string): readonly SourceLine[] {
  return parse(text.trimEnd(), typescript).lines.map(({ value, tokens }) => ({
    indent: value.length - value.trimStart().length,
    tokens: tokens.reduce<{ kind: string; text: string }[]>((merged, { type, value: piece }) => {
      const last = merged.at(-1);
      if (last?.kind === type) last.text += piece;
      else merged.push({ kind: type, text: piece });
      return merged;
    }, []),
  }));
}
