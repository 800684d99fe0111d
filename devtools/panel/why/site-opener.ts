import { copyText } from "../clipboard.ts";

/** What a click on a place in the source does. */
export interface SiteOpener {
  /** In an editor; it is copied otherwise. */
  readonly opens: boolean;
  /** Resolves with what was done, in a word. */
  readonly open: (near: HTMLElement, file: string, line: number, column?: number) => Promise<string>;
}

/** By the application's own option, else by Vite's development server when the page comes from it, else the place is copied. */
export function siteOpener(option: ((file: string, line: number) => void) | undefined): SiteOpener {
  if (option) {
    return {
      opens: true,
      async open(_near, file, line) {
        option(file, line);
        return "opened";
      },
    };
  }
  const server = viteServer();
  if (server === undefined) return { opens: false, open: copy };
  return {
    opens: true,
    async open(near, file, line, column = 1) {
      const answer = await fetch(`${server}__open-in-editor?file=${encodeURIComponent(`${file}:${line}:${column}`)}`);
      // Whoever cannot open it can still find it.
      return answer.ok ? "opened" : copy(near, file, line, column);
    },
  };
}

/**
 * The base address of Vite's development server, told by its client in the page. Asking the server for its editor would be sure, and would leave an error in the console
 * of every page that comes from elsewhere.
 */
function viteServer(): string | undefined {
  if (typeof document === "undefined") return undefined;
  const client = document.querySelector<HTMLScriptElement>('script[type="module"][src*="/@vite/client"]');
  return client === null ? undefined : client.src.slice(0, client.src.indexOf("@vite/client"));
}

async function copy(near: HTMLElement, file: string, line: number, column?: number): Promise<string> {
  await copyText(near, `${file}:${line}${column === undefined ? "" : `:${column}`}`);
  return "copied";
}
