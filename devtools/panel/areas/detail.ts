import { detail } from "../styles/detail.ts";
import { tree } from "../styles/tree.ts";

export { EventDetail as View } from "../detail/event-detail.tsx";
/** Rules of the detail, and of the trees of values in it. */
export const styles = `${detail}\n${tree}`;
