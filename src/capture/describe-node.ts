import { platformCall, platformGet } from "./platform.ts";

const maxClasses = 3;

/** A node in a few words, as in a selector: `<button#buy.primary>`, `#text`. `undefined` for what is no node of a document. */
export function describeNode(source: object): string | undefined {
  try {
    const name = String(platformGet("Node", "nodeName", source));
    if (platformGet("Node", "nodeType", source) !== 1) return name;
    const id = attribute(source, "id");
    const classes = attribute(source, "class").split(/\s+/).filter(Boolean).slice(0, maxClasses);
    return `<${name.toLowerCase()}${id && `#${id}`}${classes.map((one) => `.${one}`).join("")}>`;
  } catch {
    return undefined;
  }
}

function attribute(element: object, name: string): string {
  const value = platformCall("Element", "getAttribute", element, [name]);
  return typeof value === "string" ? value.slice(0, 100) : "";
}
