/** What crosses the line between a page or a panel and the hub. */
export type Frame =
  /** Something that was said on a channel. */
  | { readonly kind: "said"; readonly channel: string; readonly message: unknown }
  /** A page or a panel is there, or not any more. */
  | { readonly kind: "present" | "absent"; readonly page: string };

/** Characters of a channel's or a page's name. */
const longestName = 200;

export function isFrame(value: unknown): value is Frame {
  if (typeof value !== "object" || value === null || !("kind" in value)) return false;
  if (value.kind === "said") return "channel" in value && isName(value.channel) && "message" in value;
  return (value.kind === "present" || value.kind === "absent") && "page" in value && isName(value.page);
}

export function isName(value: unknown): value is string {
  return typeof value === "string" && value !== "" && value.length <= longestName;
}
