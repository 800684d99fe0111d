import { membersOf, type Member } from "./value-members.ts";
import { stepLabel } from "./value-path.ts";
import { kindOf } from "./value-kind.ts";
import { valueText } from "./value-text.ts";
import { visibleText } from "./visible-text.ts";

const mostMembers = 6;
const longest = 120;
const mostLevels = 2;

/** What is in a container, in one short line: `{id: 7, name: "Ada", … 3 more}`. Looks at a handful of members, however many there are. */
export function insideText(value: unknown, levels = mostLevels): string {
  const kind = kindOf(value);
  const members = membersOf(value, kind);
  const parts: string[] = [];
  let length = 0;
  let shown = 0;
  for (; shown < Math.min(members.count, mostMembers) && length < longest; shown += 1) {
    const member = members.at(shown);
    if (!member) break;
    const part = memberText(member, levels);
    length += part.length;
    parts.push(part);
  }
  const rest = members.count - shown;
  if (rest > 0) parts.push(parts.length === 0 ? "…" : `… ${rest} more`);
  const isList = kind === "array" || kind === "set" || kind === "typed-array" || kind === "bytes";
  return isList ? `[${parts.join(", ")}]` : `{${parts.join(", ")}}`;
}

function memberText({ step, value, absent, span }: Member, levels: number): string {
  const text = absent === "hole" ? `empty × ${span ?? 1}` : absent ? "(…)" : shortText(value, levels - 1);
  switch (step.kind) {
    case "index":
    case "item":
      return text;
    case "entry":
      return `${stepLabel(step)} → ${text}`;
    default:
      return `${visibleText(stepLabel(step))}: ${text}`;
  }
}

function shortText(value: unknown, levels: number): string {
  const kind = kindOf(value);
  if (kind === "object") return levels > 0 ? insideText(value, levels) : "{…}";
  if (kind === "array" && levels > 0 && membersOf(value, kind).count < 4) return insideText(value, levels);
  return valueText(value, 40);
}
