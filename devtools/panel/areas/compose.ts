export { composeOf } from "../../model/compose/compose.ts";
export { ComposeDrawer as View } from "../compose/compose.tsx";
export { compose as styles } from "../styles/compose.ts";
