export { Panel as View } from "../panel.tsx";
export { panel as styles } from "../styles/panel.ts";
export { createDeck } from "../../model/deck.ts";
