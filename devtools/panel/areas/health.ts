import { compose } from "../styles/compose.ts";
import { health } from "../styles/health.ts";
import { listeners } from "../styles/listeners.ts";

export { HealthView as View } from "../watching/health.tsx";
// The bar of a view and small buttons look as those of Listeners and Compose.
export const styles = `${compose}${listeners}${health}`;
