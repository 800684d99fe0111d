export { Why as View } from "../why/why.tsx";
export { why as styles } from "../styles/why.ts";
