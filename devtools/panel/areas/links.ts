import { compose } from "../styles/compose.ts";
import { health } from "../styles/health.ts";
import { links } from "../styles/links.ts";
import { listeners } from "../styles/listeners.ts";

export { LinksView as View } from "../links/links.tsx";
// The bar of a view, its tables, checks and small buttons look as those of Listeners, Health and Compose.
export const styles = `${compose}${listeners}${health}${links}`;
