export { RawTab as View } from "../detail/raw-tab.tsx";
