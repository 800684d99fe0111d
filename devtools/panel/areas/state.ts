export { StateTab as View } from "../why/state-tab.tsx";
export { deliveries as styles } from "../styles/deliveries.ts";
