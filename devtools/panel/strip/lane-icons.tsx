import { Icon } from "../icon.tsx";

export const laneIcons = {
  closer: (
    <Icon size={12} weight={1.7}>
      <path d="M8 3v10M3 8h10" />
    </Icon>
  ),
  farther: (
    <Icon size={12} weight={1.7}>
      <path d="M3 8h10" />
    </Icon>
  ),
  everything: (
    <Icon size={12} weight={1.7}>
      <path d="M1.5 3v10M14.5 3v10M4.5 8h7m-5-2.5L4 8l2.5 2.5m3-5L12 8l-2.5 2.5" />
    </Icon>
  ),
  contexts: (
    <Icon size={12} weight={1.7}>
      <path d="M1.5 4h3m3 0h7M1.5 8h7m3 0h3M1.5 12h4m3 0h6" />
    </Icon>
  ),
  idle: (
    <Icon size={12} weight={1.7}>
      <path d="M1.5 8H5m6 0h3.5M7 3.5 5.5 12.5M10.5 3.5 9 12.5" />
    </Icon>
  ),
} as const;
