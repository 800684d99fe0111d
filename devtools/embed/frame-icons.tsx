import { Icon } from "../panel/icon.tsx";

/** Pictures of where the panel may be. */
export const frameIcons = {
  bottom: (
    <Icon weight={1.5}>
      <rect x="2" y="2.5" width="12" height="11" rx="1.5" />
      <path d="M2 9.5h12" />
    </Icon>
  ),
  right: (
    <Icon weight={1.5}>
      <rect x="2" y="2.5" width="12" height="11" rx="1.5" />
      <path d="M9.5 2.5v11" />
    </Icon>
  ),
  window: (
    <Icon weight={1.5}>
      <path d="M9.5 2.5h4v4M13.5 2.5 8 8M12 9.5v2.5a1.5 1.5 0 0 1-1.5 1.5h-7A1.5 1.5 0 0 1 2 12V5.5A1.5 1.5 0 0 1 3.5 4H6" />
    </Icon>
  ),
  close: (
    <Icon weight={1.5}>
      <path d="m4 4 8 8m0-8-8 8" />
    </Icon>
  ),
};
