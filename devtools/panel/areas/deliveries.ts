export { Deliveries as View } from "../why/deliveries.tsx";
export { deliveries as styles } from "../styles/deliveries.ts";
