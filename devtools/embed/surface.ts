import type { ReactNode } from "react";
import { createRoot } from "react-dom/client";
import type { Theme } from "../model/index.ts";
import { adoptStyles } from "./styles.ts";

/** A place where React draws: an element of its own, a shadow root with the panel's styles, and a React root in it. */
export interface Surface {
  readonly host: HTMLElement;
  readonly root: ShadowRoot;
  render(content: ReactNode): void;
  readonly setTheme: (theme: Theme) => void;
  /** Takes it out of the document at once. */
  remove(): void;
}

export interface SurfaceOptions {
  /** `page`: over the page, as large as what is drawn; `fill`: as large as its parent; `whole`: all of the window. */
  readonly kind: "page" | "fill" | "whole";
  readonly styleNonce?: string | undefined;
}

/**
 * Builds a surface for a document; the caller puts its host in. The host is made here and never an element of the application, which may have a shadow root
 * already; its name is one that no page styles.
 */
export function createSurface(owner: Document, { kind, styleNonce }: SurfaceOptions): Surface {
  const host = owner.createElement("eventdeck-devtools");
  host.dataset["kind"] = kind;
  const root = host.attachShadow({ mode: "open" });
  adoptStyles(root, styleNonce);
  const container = owner.createElement("div");
  container.className = "surface";
  root.append(container);
  const react = createRoot(container);
  return {
    host,
    root,
    render: (content) => react.render(content),
    setTheme: (theme) => {
      host.dataset["theme"] = theme;
    },
    remove() {
      host.remove();
      // Later, because React may be in the middle of a commit of the application's, whose effect calls this.
      queueMicrotask(() => react.unmount());
    },
  };
}
