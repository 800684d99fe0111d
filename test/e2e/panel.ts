import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Download, type Locator, type Page } from "@playwright/test";

export type PanelView = "Events" | "Listeners" | "Queues" | "Links" | "Health";
export type DetailTab = "Payload" | "Why" | "Deliveries" | "State" | "Raw";
export type Chip = "Failed" | "Slow" | "Stopped" | "Unheard";

/** The panel as a person works it: by what it is called, in the page or in a window of its own. */
export class Panel {
  readonly page: Page;
  readonly root: Locator;
  readonly trigger: Locator;
  readonly list: Locator;
  /** Of an event, or of what reached nobody. */
  readonly detail: Locator;
  readonly filterField: Locator;
  readonly deck: Locator;
  readonly timeline: Locator;
  readonly composer: Locator;
  readonly pins: Locator;

  constructor(page: Page) {
    this.page = page;
    this.root = page.getByRole("region", { name: "Event deck" });
    this.trigger = page.getByRole("button", { name: /event deck/i });
    this.list = this.root.getByRole("treegrid", { name: "Events" });
    this.detail = this.root.getByRole("article");
    this.filterField = this.root.getByRole("combobox", { name: "Filter events" });
    this.deck = this.root.getByRole("group", { name: "Deck" });
    this.timeline = this.root.getByRole("region", { name: "Timeline" });
    this.composer = this.root.getByRole("dialog", { name: "Compose an event" });
    this.pins = this.root.getByRole("region", { name: /pinned events?$/ });
  }

  async open(): Promise<void> {
    await expect(this.root.or(this.trigger).first()).toBeVisible();
    if (!(await this.root.isVisible())) await this.trigger.click();
    await expect(this.root).toBeVisible();
  }
  async close(): Promise<void> {
    await this.button("Close the panel").click();
    await expect(this.trigger).toBeVisible();
  }
  async dock(where: "bottom" | "right"): Promise<void> {
    await this.button(`Dock at the ${where}`).click();
    const orientation = where === "bottom" ? "horizontal" : "vertical";
    await expect(this.page.getByRole("separator", { name: "Resize the panel" })).toHaveAttribute("aria-orientation", orientation);
  }
  /** Into a window of its own. */
  async detach(): Promise<Panel> {
    const [own] = await Promise.all([this.page.context().waitForEvent("page"), this.button("In a window of its own").click()]);
    const detached = new Panel(own);
    await expect(detached.root).toBeVisible();
    return detached;
  }
  async view(name: PanelView): Promise<Locator> {
    await this.root.getByRole("navigation", { name: "Views" }).getByRole("button", { name }).click();
    return name === "Events" ? this.list : this.root.getByRole("region", { name, exact: true });
  }
  async chooseBus(name: string | RegExp): Promise<void> {
    const picker = this.root.getByRole("combobox", { name: "Bus", exact: true });
    const label = await picker.getByRole("option", { name }).innerText();
    await picker.selectOption({ label });
  }

  button(name: string | RegExp): Locator {
    return this.root.getByRole("button", { name, exact: true });
  }
  /** Opens the menu of a button and chooses from it. */
  async choose(menu: string | RegExp, item: string | RegExp): Promise<void> {
    await this.openMenu(menu);
    await this.menuItem(item).click();
  }
  /** The same of the panel's own menu. */
  menu(item: string | RegExp): Promise<void> {
    return this.choose("More", item);
  }
  async openMenu(menu: string | RegExp): Promise<Locator> {
    await this.button(menu).click();
    const opened = this.page.getByRole("menu");
    await expect(opened).toBeVisible();
    return opened;
  }
  menuItem(name: string | RegExp): Locator {
    const menu = this.page.getByRole("menu");
    return menu.getByRole("menuitem", { name }).or(menu.getByRole("menuitemcheckbox", { name })).first();
  }

  async filter(text: string): Promise<void> {
    const toggle = this.button("Filter");
    await expect(this.filterField.or(toggle).first()).toBeVisible();
    if (!(await this.filterField.isVisible())) await toggle.click();
    await this.filterField.fill(text);
  }
  /** How many the filter shows, as it says beside its text: "29 of 331". */
  async showsCount(text: string | RegExp): Promise<void> {
    await expect(this.filterField).toHaveAccessibleDescription(text);
  }
  completion(name: string | RegExp): Locator {
    return this.root.getByRole("listbox", { name: "Completions" }).getByRole("option", { name });
  }
  chip(name: Chip): Locator {
    return this.root.getByRole("group", { name: "Show only" }).getByRole("button", { name: new RegExp(`^${name}`) });
  }

  /** The rows of events, without the head. */
  get rows(): Locator {
    return this.list.getByRole("row").filter({ has: this.page.getByRole("gridcell") });
  }
  /** How many rows there are, drawn or not. */
  async showsRows(count: number): Promise<void> {
    // The head is one as well.
    await expect(this.list).toHaveAttribute("aria-rowcount", String(count + 1));
  }
  row(text: string | RegExp): Locator {
    return this.rows.filter({ hasText: text });
  }
  /** Opens the only, or the first, event that says so. */
  async openEvent(text: string | RegExp): Promise<Locator> {
    await this.row(text).first().click();
    await expect(this.detail).toBeVisible();
    return this.detail;
  }
  /** From the menu of a cell: "Only type …", "Not …", "Pin". */
  async fromRow(row: Locator, cell: string, item: string | RegExp): Promise<void> {
    await row.getByRole("gridcell", { name: cell }).first().click({ button: "right" });
    await this.menuItem(item).click();
  }
  async tab(name: DetailTab): Promise<Locator> {
    const tab = this.detail.getByRole("tab", { name, exact: true });
    await tab.click();
    await expect(tab).toHaveAttribute("aria-selected", "true");
    return this.detail.getByRole("tabpanel");
  }

  async mode(name: "Look" | "Run again"): Promise<void> {
    const mode = this.deck.getByRole("group", { name: "Mode" }).getByRole("button", { name });
    await mode.click();
    await expect(mode).toHaveAttribute("aria-pressed", "true");
  }
  /** A button of the deck. */
  control(name: string): Locator {
    return this.deck.getByRole("button", { name, exact: true });
  }
  /** What the deck is to go through. */
  async playing(what: "everything" | "the filter" | "the selection" | "the span"): Promise<void> {
    await this.deck.getByRole("combobox", { name: "What is played" }).selectOption({ label: what });
  }
  async speed(label: string): Promise<void> {
    await this.deck.getByRole("combobox", { name: "Speed" }).selectOption({ label });
  }

  /** Drags over the strip; shares of its width. */
  async brush(from: number, to: number): Promise<void> {
    const box = await this.timeline.getByRole("slider", { name: "Events over time" }).boundingBox();
    if (box === null) throw new Error("The strip is not to be seen.");
    const y = box.y + box.height * 0.8;
    await this.page.mouse.move(box.x + box.width * from, y);
    await this.page.mouse.down();
    await this.page.mouse.move(box.x + box.width * ((from + to) / 2), y);
    await this.page.mouse.move(box.x + box.width * to, y);
    await this.page.mouse.up();
    await expect(this.timeline.getByRole("group", { name: "Span" })).toBeVisible();
  }

  async compose(type?: string): Promise<Locator> {
    if (!(await this.composer.isVisible())) await this.root.getByRole("button", { name: "Compose an event" }).first().click();
    await expect(this.composer).toBeVisible();
    if (type !== undefined) {
      const field = this.composer.getByRole("combobox", { name: "Type" });
      await field.fill(type);
      await field.press("Enter");
    }
    return this.composer;
  }

  /** What is saved while something is done. */
  async download(act: () => Promise<void>): Promise<Download> {
    const [saved] = await Promise.all([this.page.waitForEvent("download"), act()]);
    return saved;
  }

  /** What axe finds in the panel, wherever it is. */
  async violations(): Promise<readonly string[]> {
    // The panel has no frames, whose results axe would bring together in a page of its own, each time.
    const { violations } = await new AxeBuilder({ page: this.page }).include("eventdeck-devtools").setLegacyMode().analyze();
    return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${JSON.stringify(target)}`));
  }
}
