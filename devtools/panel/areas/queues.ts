import { compose } from "../styles/compose.ts";
import { deliveries } from "../styles/deliveries.ts";
import { detail } from "../styles/detail.ts";
import { health } from "../styles/health.ts";
import { listeners } from "../styles/listeners.ts";
import { queues } from "../styles/queues.ts";
import { redrives } from "../styles/redrives.ts";
import { tree } from "../styles/tree.ts";

export { QueuesView as View } from "../queues/queues.tsx";
// Figures look as those of Health, forms as those of Compose, stacks and payloads as those of the detail.
export const styles = `${tree}${detail}${compose}${deliveries}${listeners}${health}${queues}${redrives}`;
