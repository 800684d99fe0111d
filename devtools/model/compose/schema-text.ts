import { printJson, readJson } from "./compose-json.ts";
import { absent } from "./schema-blank.ts";
import type { Field } from "./schema-field.ts";

/** What a text means in a field. */
export type Meaning = { readonly value: unknown } | { readonly mistake: string };

/** The text that a field shows for its value. @param kept collects what no text can carry; see `printJson` */
export function fieldText({ control, value }: Pick<Field, "control" | "value">, kept: unknown[]): string {
  if (value === absent) return "";
  switch (control) {
    case "text":
      return typeof value === "string" ? value : "";
    case "number":
      return Object.is(value, -0) ? "-0" : String(value);
    case "bigint":
      return String(value);
    case "date":
      return value instanceof Date && !Number.isNaN(value.getTime()) ? value.toISOString() : "Invalid Date";
    default:
      return printJson(value, kept);
  }
}

/** What somebody typed into a field, as a value; `absent` where nothing is left. */
export function meaningOf({ control, value }: Pick<Field, "control" | "value">, text: string, kept: readonly unknown[]): Meaning {
  if (control === "text") return { value: withLineEnds(text, value) };
  if (text.trim() === "") return { value: absent };
  switch (control) {
    case "number":
      return numberMeaning(text.trim());
    case "bigint":
      return /^[+-]?\d{1,10000}n?$/.test(text.trim())
        ? { value: BigInt(text.trim().replace(/n$/, "").replace(/^\+/, "")) }
        : { mistake: `“${text}” is no whole number` };
    case "date":
      return dateMeaning(text.trim());
    default: {
      const read = readJson(text, kept);
      return "value" in read ? read : { mistake: `${read.message}, line ${read.line}, column ${read.column}` };
    }
  }
}

// A text area gives line feeds only; a text that came with carriage returns keeps them.
function withLineEnds(text: string, before: unknown): string {
  return typeof before === "string" && before.includes("\r\n") ? text.replaceAll(/\r?\n/g, "\r\n") : text;
}

function numberMeaning(text: string): Meaning {
  const value = Number(text);
  return Number.isNaN(value) && text !== "NaN" ? { mistake: `“${text}” is no number` } : { value };
}

function dateMeaning(text: string): Meaning {
  const value = new Date(text);
  if (Number.isNaN(value.getTime()) && text !== "Invalid Date") return { mistake: `“${text}” is no date: write one as 2026-05-01T12:00:00Z` };
  return { value };
}
