import { afterEach, describe, expect, it } from "vitest";
import { microtasks } from "eventdeck/testing";
import { memoryLink } from "eventdeck/transport/memory";
import { Hub, type Role } from "../../devtools/target/hub/hub.ts";
import { joinHub } from "../../devtools/target/hub/join.ts";

const lobby = "eventdeck.devtools";
const info = { id: "bus", name: "shop", source: "shop", place: "Shop" };
const busChannel = `${lobby}.1.bus`;

let hub = new Hub();
afterEach(() => {
  hub.close();
  hub = new Hub();
});

/** Somebody who has joined over a link of its own. */
async function join(role: Role, page: string) {
  const link = memoryLink();
  let ended = 0;
  await hub.admit(link.left, role);
  const joined = await joinHub(link.right, () => (ended += 1));
  let held = false;
  const release = joined.presence.hold(page, () => (held = true));
  await microtasks();
  expect(held).toBe(true);
  return {
    ...joined,
    link,
    release,
    get ended() {
      return ended;
    },
    /** What it hears on a channel, from now on. */
    hear(name: string): unknown[] {
      const heard: unknown[] = [];
      joined.openChannel(name).listen((message) => heard.push(message));
      return heard;
    },
    async say(name: string, message: unknown): Promise<void> {
      joined.openChannel(name).send(message);
      await microtasks();
    },
  };
}

const here = (page: string) => ({ kind: "here", page, version: 1, targets: [info] });

describe("a hub", () => {
  it("carries what pages say to panels, and what a panel says to the page that has the bus", async () => {
    const [page, other, panel] = [await join("page", "page"), await join("page", "other"), await join("panel", "panel")];
    const heard = [page, other, panel].map((each) => [each.hear(lobby), each.hear(busChannel)]);
    await panel.say(lobby, { kind: "who", page: "panel", version: 1 });
    await page.say(lobby, here("page"));
    await panel.say(busChannel, { kind: "attach", panel: "panel" });
    await page.say(busChannel, { kind: "alive", panel: "panel" });
    const who = { kind: "who", page: "panel", version: 1 };
    expect(heard).toEqual([
      [[who], [{ kind: "attach", panel: "panel" }]],
      [[who], []],
      [[here("page")], [{ kind: "alive", panel: "panel" }]],
    ]);
    expect(hub.refused).toBe(0);
  });

  it("tells each side when somebody of the other goes, with or without a word, and at once when that has been", async () => {
    const [page, panel] = [await join("page", "page"), await join("panel", "panel")];
    const gone: string[] = [];
    panel.presence.whenGone("page", () => gone.push("page"));
    page.presence.whenGone("panel", () => gone.push("panel"));
    panel.presence.whenGone("page", () => gone.push("called off"))();
    panel.presence.whenGone("nobody", () => gone.push("nobody"));
    await microtasks();
    expect(gone).toEqual(["nobody"]);
    panel.release();
    await microtasks();
    expect(gone).toEqual(["nobody", "panel"]);
    page.link.disconnect();
    await microtasks();
    expect(gone).toEqual(["nobody", "panel", "page"]);
    // It came over again: whoever comes later still hears of the end of before.
    panel.presence.whenGone("page", () => gone.push("long ago"));
    await microtasks();
    expect(gone).toEqual(["nobody", "panel", "page", "long ago"]);
  });

  it("tells who comes later of everybody who is there", async () => {
    const page = await join("page", "page");
    const panel = await join("panel", "panel");
    let gone = 0;
    panel.presence.whenGone("page", () => (gone += 1));
    await microtasks();
    expect(gone).toBe(0);
    page.link.disconnect();
    await microtasks();
    expect(gone).toBe(1);
  });

  it("ends a place with its line, once, for whoever waits there too", async () => {
    const [page, panel] = [await join("page", "page"), await join("panel", "panel")];
    let gone = 0;
    panel.presence.whenGone("page", () => (gone += 1));
    panel.link.disconnect();
    panel.leave();
    expect([panel.ended, gone, page.ended]).toEqual([1, 1, 0]);
    await panel.say(lobby, { kind: "who", page: "panel", version: 1 });
    expect(hub.refused).toBe(0);
  });

  it("is not joined over a link that does not hold", async () => {
    const link = memoryLink();
    link.disconnect();
    let ended = 0;
    await expect(joinHub(link.right, () => (ended += 1))).rejects.toThrow("does not answer");
    expect(ended).toBe(0);
  });

  it("tells the rest though one cannot be told, and counts that", async () => {
    const told: string[] = [];
    hub = new Hub({ onRefused: ({ message }) => told.push(message) });
    const page = await join("page", "page");
    const broken = memoryLink();
    const refusing = { ...broken.left, name: "refusing", connect: broken.left.connect.bind(broken.left), close: () => Promise.resolve(), post: refuse };
    await hub.admit(refusing, "panel");
    const panel = await join("panel", "panel");
    const heard = panel.hear(lobby);
    await page.say(lobby, here("page"));
    expect(heard).toEqual([here("page")]);
    expect(told).toEqual([expect.stringContaining("refusing: what it was to be sent cannot cross to it (DataCloneError")]);
  });
});

function refuse(): never {
  throw new DOMException("A function could not be cloned.", "DataCloneError");
}
