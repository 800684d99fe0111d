import { compose } from "./compose.ts";
import { deliveries } from "./deliveries.ts";
import { detail } from "./detail.ts";
import { health } from "./health.ts";
import { links } from "./links.ts";
import { listeners } from "./listeners.ts";
import { menu } from "./menu.ts";
import { panel } from "./panel.ts";
import { popover } from "./popover.ts";
import { queues } from "./queues.ts";
import { session } from "./session.ts";
import { smallViews } from "./small-views.ts";
import { tokens } from "./tokens.ts";
import { tree } from "./tree.ts";
import { why } from "./why.ts";

/** All rules at once, for views that are shown by themselves. */
export const whole = [tokens, panel, menu, popover, session, smallViews, detail, tree, why, deliveries, compose, listeners, health, links, queues].join("\n");
