import type { JsonSchema } from "../../target/index.ts";
import { sampleMatching } from "./sample-pattern.ts";
import type { Random } from "./sample-random.ts";
import { numberIn, textIn } from "./schema-read.ts";

/** A text of the form that a schema asks for, or else one that its name suggests. */
export function sampleText(schema: JsonSchema, name: string, count: number, random: Random): string {
  const pattern = expressionOf(textIn(schema, "pattern"));
  const format = textIn(schema, "format");
  const wanted = format === undefined ? namedText(name, count, random) : formatText(format, name, count, random);
  const least = numberIn(schema, "minLength") ?? 0;
  const most = numberIn(schema, "maxLength") ?? Number.POSITIVE_INFINITY;
  const fitting = fitLength(wanted, least, most);
  if (!pattern || pattern.test(fitting)) return fitting;
  return sampleMatching(pattern.source, random, least, most) ?? fitting;
}

function expressionOf(pattern: string | undefined): RegExp | undefined {
  if (pattern === undefined) return undefined;
  try {
    return new RegExp(pattern, "u");
  } catch {
    // JSON Schema asks for this dialect; a pattern that is not in it is the validator's to judge.
    return undefined;
  }
}

function fitLength(text: string, least: number, most: number): string {
  const long = text.length < least ? text + "abcdefghij".repeat(Math.ceil((least - text.length) / 10)).slice(0, least - text.length) : text;
  return long.length > most ? long.slice(0, most) : long;
}

function formatText(format: string, name: string, count: number, random: Random): string {
  const day = `2026-0${1 + random.below(9)}-${10 + random.below(18)}`;
  const hex = (length: number) => Array.from({ length }, () => random.below(16).toString(16)).join("");
  const formats: Readonly<Record<string, () => string>> = {
    "date-time": () => `${day}T12:${10 + random.below(50)}:00Z`,
    date: () => day,
    time: () => `12:${10 + random.below(50)}:00`,
    duration: () => `PT${1 + random.below(9)}H`,
    email: () => `${random.pick(givenNames).toLowerCase()}@example.com`,
    uri: () => `https://example.com/${path(name)}/${count}`,
    url: () => `https://example.com/${path(name)}/${count}`,
    hostname: () => "example.com",
    ipv4: () => `192.0.2.${1 + random.below(250)}`,
    ipv6: () => `2001:db8:0:0:0:0:0:${hex(4)}`,
    uuid: () => `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`,
    guid: () => `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`,
    base64: () => "c2FtcGxl",
    base64url: () => "c2FtcGxl",
    cidrv4: () => "192.0.2.0/24",
    "json-string": () => "{}",
  };
  return formats[format]?.() ?? namedText(name, count, random);
}

const givenNames = ["Ada", "Grace", "Alan", "Barbara", "Edsger", "Frances", "Linus", "Margaret"];
const familyNames = ["Lovelace", "Hopper", "Turing", "Liskov", "Allen", "Hamilton"];
const words = ["alpha", "bravo", "charlie", "delta", "echo", "foxtrot", "golf", "hotel"];

function namedText(name: string, count: number, random: Random): string {
  const person = () => `${random.pick(givenNames)} ${random.pick(familyNames)}`;
  const known: readonly (readonly [RegExp, () => string])[] = [
    [/e?mail/i, () => `${random.pick(givenNames).toLowerCase()}@example.com`],
    [/url|link|href/i, () => `https://example.com/${count}`],
    [/first.?name|given.?name/i, () => random.pick(givenNames)],
    [/last.?name|family.?name|surname/i, () => random.pick(familyNames)],
    [/^(name|author|user|customer|owner|full.?name)$|user.?name/i, person],
    [/currency/i, () => random.pick(["EUR", "USD", "GBP"])],
    [/country/i, () => random.pick(["DE", "FR", "US"])],
    [/city/i, () => random.pick(["Berlin", "Paris", "Boston"])],
    [/phone/i, () => `+49 30 ${100_000 + random.below(900_000)}`],
    [/colou?r/i, () => random.pick(["red", "green", "blue"])],
    [/(^|[a-z])(At|Time|Date)$|^date$|^time$/, () => `2026-0${1 + random.below(9)}-01T12:00:00Z`],
    [/sku|^code$/i, () => `A-${1 + random.below(99)}`],
    [/id$/i, () => `${name.replace(/_?id$/i, "").toLowerCase() || "id"}-${1 + random.below(999)}`],
    [/message|text|reason|description|comment|note|body/i, () => `A ${random.pick(words)} ${name.toLowerCase()}`],
  ];
  for (const [pattern, make] of known) if (pattern.test(name)) return make();
  return random.pick(words);
}

function path(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z]/g, "") || "page";
}
