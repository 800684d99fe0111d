import { Icon } from "../icon.tsx";

export const stripIcons = {
  expand: (
    <Icon size={12} weight={1.7}>
      <path d="m3 6 5 5 5-5" />
    </Icon>
  ),
  collapse: (
    <Icon size={12} weight={1.7}>
      <path d="m3 10.5 5-5 5 5" />
    </Icon>
  ),
} as const;
