import { Icon } from "./icon.tsx";

/** Of views that are loaded later. */
export const seldomIcons = {
  back: (
    <Icon>
      <path d="M10 3 5 8l5 5" />
    </Icon>
  ),
  copy: (
    <Icon>
      <rect x="5.5" y="5.5" width="8" height="8" rx="1.5" />
      <path d="M10.5 5.5v-2A1.5 1.5 0 0 0 9 2H3.5A1.5 1.5 0 0 0 2 3.5V9a1.5 1.5 0 0 0 1.5 1.5h2" />
    </Icon>
  ),
  pin: (
    <Icon>
      <path d="M6 2.5h4l-.6 4 2.1 2.2v1.3h-7V8.7l2.1-2.2zM8 10v4" />
    </Icon>
  ),
  up: (
    <Icon size={12}>
      <path d="M8 13.5v-11M3.5 7 8 2.5 12.5 7" />
    </Icon>
  ),
  edit: (
    <Icon>
      <path d="m9.8 3.6 2.6 2.6M3 13l.7-3.1 6.6-6.6a1.1 1.1 0 0 1 1.5 0l.9.9a1.1 1.1 0 0 1 0 1.5L6.1 12.3z" />
    </Icon>
  ),
  unlocked: (
    <Icon size={11}>
      <rect x="3.5" y="7" width="9" height="6.5" rx="1.2" />
      <path d="M5.5 7V5a2.5 2.5 0 0 1 4.6-1.3" />
    </Icon>
  ),
  ear: (
    <Icon>
      <path d="M4.5 6.5a3.7 3.7 0 1 1 6.3 2.7c-.9.9-1.3 1.4-1.3 2.3a2 2 0 0 1-3.8.8M6.5 6.6a1.7 1.7 0 1 1 2.6 1.4" />
    </Icon>
  ),
  again: (
    <Icon>
      <path d="M13 8a5 5 0 1 1-1.5-3.6M13 2v3h-3" />
    </Icon>
  ),
  rename: (
    <Icon>
      <path d="M10.5 2.8 13.2 5.5 5.7 13l-3.2 0.5 0.5-3.2z" />
    </Icon>
  ),
};
