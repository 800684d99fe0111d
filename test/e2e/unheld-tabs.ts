import type { Browser, CDPSession } from "@playwright/test";

interface Answer {
  readonly id: number;
  readonly result?: { readonly result?: { readonly value?: unknown } };
}

/** Tabs that Playwright knows nothing of: it holds each of its own visible, and what is visible is never frozen. */
export class UnheldTabs {
  readonly #cdp: CDPSession;
  readonly #browserContextId: string;

  private constructor(cdp: CDPSession, browserContextId: string) {
    this.#cdp = cdp;
    this.#browserContextId = browserContextId;
  }
  static async open(browser: Browser): Promise<UnheldTabs> {
    const cdp = await browser.newBrowserCDPSession();
    const { browserContextId } = await cdp.send("Target.createBrowserContext");
    return new UnheldTabs(cdp, browserContextId);
  }
  async newTab(url: string): Promise<UnheldTab> {
    const { targetId } = await this.#cdp.send("Target.createTarget", { url, browserContextId: this.#browserContextId });
    const { sessionId } = await this.#cdp.send("Target.attachToTarget", { targetId, flatten: false });
    return new UnheldTab(this.#cdp, sessionId);
  }
  async close(): Promise<void> {
    await this.#cdp.send("Target.disposeBrowserContext", { browserContextId: this.#browserContextId });
    await this.#cdp.detach();
  }
}

export class UnheldTab {
  readonly #cdp: CDPSession;
  readonly #sessionId: string;
  /** By the number of the question. */
  readonly #waiting = new Map<number, (answer: Answer) => void>();
  #asked = 0;

  constructor(cdp: CDPSession, sessionId: string) {
    this.#cdp = cdp;
    this.#sessionId = sessionId;
    cdp.on("Target.receivedMessageFromTarget", ({ sessionId: of, message }) => {
      if (of !== sessionId) return;
      const answer: Answer = JSON.parse(message);
      this.#waiting.get(answer.id)?.(answer);
      this.#waiting.delete(answer.id);
    });
  }
  /** What an expression comes to, once that is settled. */
  async evaluate(expression: string): Promise<unknown> {
    const { result } = await this.#ask("Runtime.evaluate", { expression, returnByValue: true, awaitPromise: true });
    return result?.result?.value;
  }
  async freeze(): Promise<void> {
    await this.#ask("Page.setWebLifecycleState", { state: "frozen" });
  }
  async thaw(): Promise<void> {
    await this.#ask("Page.setWebLifecycleState", { state: "active" });
  }
  #ask(method: string, params: object): Promise<Answer> {
    const id = ++this.#asked;
    const message = JSON.stringify({ id, method, params });
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve);
      void this.#cdp.send("Target.sendMessageToTarget", { sessionId: this.#sessionId, message });
    });
  }
}
