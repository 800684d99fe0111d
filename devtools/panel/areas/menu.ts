export { MenuOfItems as View } from "../menu/menu-parts.tsx";
export { menu as styles } from "../styles/menu.ts";
