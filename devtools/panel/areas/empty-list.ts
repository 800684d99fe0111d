export { EmptyList as View } from "../list/empty-list.tsx";
