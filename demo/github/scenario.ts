import { createBus, EventValidationError, type Bus } from "eventdeck";
import { redact } from "eventdeck/middleware";
import { LiveValue } from "../live-value.ts";
import { createBoard, type Cards } from "./board.ts";
import { alarmRaised, createChecks, type Checks } from "./checks.ts";
import { definitions } from "./definitions.ts";
import { Player } from "./player.ts";
import { createTally, noTally, type Tally } from "./tally.ts";
import { draftOf, type Webhook } from "./webhooks.ts";

/** A bus with everything that listens to the webhooks, and the player that publishes them. */
export interface WebhookScenario {
  readonly bus: Bus;
  readonly player: Player;
  readonly cards: LiveValue<Cards>;
  readonly checks: LiveValue<Checks>;
  readonly tally: LiveValue<Tally>;
  /** Whether the announcer's fault has been mended. */
  readonly mended: LiveValue<boolean>;
  /** The last thing that went wrong, for the page to say. */
  readonly trouble: LiveValue<string>;
  restart(): void;
  /** Publishes a webhook that its definition refuses. */
  publishBroken(): void;
  close(): Promise<void>;
}

/** Builds the scenario; nothing is published until its player is started, and it can be started when the webhooks are there. */
export function createWebhookScenario(webhooks: Promise<readonly Webhook[]>): WebhookScenario {
  const trouble = new LiveValue("");
  const mended = new LiveValue(false);
  const bus: Bus = createBus({
    source: "github.com",
    events: [...definitions, alarmRaised],
    // Hook secrets by their name, and the addresses of committers: handlers get them, the deck does not.
    middleware: [redact({ paths: ["payload.**.email"] })],
    // Without this a failure would be reported as uncaught; here it is part of the show.
    onError: ({ error, subscription }) =>
      trouble.set(`${subscription?.name ?? "A listener"} failed: ${error instanceof Error ? error.message : String(error)}.`),
  });
  const cards = createBoard(bus);
  const checks = createChecks(bus);
  const tally = createTally(bus, () => mended.value);
  const player = new Player(bus);
  webhooks.then(
    (loaded) => player.load(loaded),
    (error: unknown) => trouble.set(`The webhooks could not be loaded: ${error instanceof Error ? error.message : String(error)}`),
  );
  const restart = () => {
    player.rewind();
    bus.history.clear();
    cards.set(new Map());
    checks.set(new Map());
    tally.set(noTally);
    trouble.set("");
    player.start();
  };
  const publishBroken = () => {
    try {
      bus.emit(draftOf({ name: "issues", payload: { action: "opened", issue: { title: 404 } }, delivery: "broken" }));
    } catch (error) {
      if (!(error instanceof EventValidationError)) throw error;
      trouble.set("Refused: the payload does not fit github.issues.opened. The panel lists it in its place, and under “Stopped”.");
    }
  };
  const close = async () => {
    player.close();
    await bus.close({ drain: false });
  };
  return { bus, player, cards, checks, tally, mended, trouble, restart, publishBroken, close };
}
