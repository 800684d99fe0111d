import { redrives } from "../styles/redrives.ts";
import { why } from "../styles/why.ts";

export { Why as View } from "../why/why.tsx";
/** Rules of the tree, and of what was redriven with another payload. */
export const styles = `${why}${redrives}`;
