import { compose } from "../styles/compose.ts";
import { deliveries } from "../styles/deliveries.ts";
import { listeners } from "../styles/listeners.ts";

export { ListenersView as View } from "../watching/listeners.tsx";
// Its boxes look as those of Compose, its stacks as those of Deliveries.
export const styles = `${compose}${deliveries}${listeners}`;
