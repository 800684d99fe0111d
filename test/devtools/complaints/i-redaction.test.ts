import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createBus, defineEvent, payload, type Bus } from "eventdeck";
import { redact } from "eventdeck/middleware";
import { cloudEventText, clipboardText, composeOf, createDeck, type DeckModel, eventCode, previewOf, treeOf } from "../../../devtools/model/index.ts";
import { SessionExport } from "../../../devtools/model/session/session-export.ts";
import { readTestSource, testText } from "../../../devtools/model/session/test-export-source.ts";
import { createLocalTarget, findRemoteTargets, hostTargets, Store, type Target } from "../../../devtools/target/index.ts";
import { createWorld } from "../other-tab.ts";
import { createScreen, endOfTurn, type Screen } from "../painted.ts";

const secret = "5KJvsngHeMpm884wtkJNzQGaCErckhHJBGFsvd3VyK5qMZXj3hS";
const unlocked = defineEvent("wallet.unlocked", payload<{ account: string; privateKey: string; owner: { pin: string } }>(), { priority: "immediate" });

let bus: Bus;
let target: Target;
let screen: Screen;
let deck: DeckModel;
let disconnect: () => void;
let heard: string[];

beforeEach(async () => {
  bus = createBus({ source: "shop", events: [unlocked], middleware: [redact({ paths: ["payload.owner.pin"] })], onError: () => {} });
  heard = [];
  bus.subscribe(unlocked, (event) => void heard.push(event.payload.privateKey), { name: "Wallet" });
  screen = createScreen();
  target = createLocalTarget(bus, { name: "shop", place: "here" });
  deck = createDeck(target, screen);
  disconnect = deck.connect();
  bus.emit(unlocked({ account: "ada", privateKey: secret, owner: { pin: secret } }, { headers: { authorization: secret } }));
  await endOfTurn();
  screen.paint(5);
});
afterEach(async () => {
  disconnect();
  deck.close();
  target.close();
  await bus.close({ drain: false });
});

async function exported(request: ConstructorParameters<typeof SessionExport>[1]): Promise<string> {
  const pieces: string[] = [];
  await new SessionExport(target, request, { name: "a", write: (piece) => void pieces.push(piece), pause: () => Promise.resolve() }).done;
  return pieces.join("");
}

describe("I. what is hidden on screen is in the exported file (redux-devtools-extension#670)", () => {
  it("one rule holds for all, filtered and selected exports", async () => {
    const texts = [await exported({}), await exported({ filter: "payload.account:ada OR wallet" }), await exported({ positions: [1] })];
    for (const text of texts) {
      expect(text).toContain('"account":"ada"');
      expect(text).not.toContain(secret);
    }
  });

  it("and for rows, trees, CloudEvents, the clipboard, code and generated tests", async () => {
    const event = deck.events.entry(1)!.event;
    const source = await readTestSource(target, [1]);
    const written = [
      previewOf(event.payload, event.type),
      ...treeOf(event)
        .children()
        .flatMap((child) => [child.text, child.inside?.() ?? "", ...child.children().map(({ text }) => text)]),
      cloudEventText(event).text,
      clipboardText(event),
      eventCode(event),
      testText(source, { definitionsFrom: "./events", setupName: "", setupFrom: "", names: {} }),
    ].join("\n");
    expect(written).toContain("ada");
    expect(written).not.toContain(secret);
  });

  it("and for what is edited, found by a filter, offered for completion or told to watchers", async () => {
    await composeOf(deck).edit(1);
    expect(JSON.stringify(composeOf(deck).state.draft)).not.toContain(secret);
    deck.events.filter(secret);
    screen.paint(5);
    expect(deck.events.state.matching).toBe(0);
    expect(JSON.stringify(await target.events.vocabulary())).not.toContain(secret);
    const told: string[] = [];
    const leave = target.watch((record) => void told.push("event" in record ? JSON.stringify(record.event) : ""));
    bus.emit(unlocked({ account: "grace", privateKey: secret, owner: { pin: secret } }));
    leave();
    expect(told.join("")).toContain("grace");
    expect(told.join("")).not.toContain(secret);
  });

  it("and for every message to another tab", async () => {
    const world = createWorld();
    const unhost = hostTargets(new Store<readonly Target[]>([target]), world.page("shop"));
    const found = findRemoteTargets(world.page("panel"));
    await world.settle();
    const remote = found.state[0]!;
    remote.log.onChange(() => undefined);
    const leave = remote.watch(() => undefined);
    await world.settle();
    await world.during(remote.events.load(1));
    await world.during(remote.events.vocabulary());
    bus.emit(unlocked({ account: "grace", privateKey: secret, owner: { pin: secret } }));
    await world.settle();
    expect(world.sent.join("")).toContain("wallet.unlocked");
    expect(world.sent.join("")).not.toContain(secret);
    leave();
    found.close();
    unhost();
    await world.settle();
  });
});

describe("I. private keys are to be seen (steemit/wallet PR#282)", () => {
  it("not with the redaction that is on without a word about them, and handlers get them all the same", () => {
    expect(heard).toEqual([secret]);
    expect(deck.events.entry(1)?.event.payload).toMatchObject({ privateKey: "[redacted]", owner: { pin: "[redacted]" } });
  });
});
