import type { ReactNode } from "react";

function Icon({ children, size = 14 }: { readonly children: ReactNode; readonly size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      {children}
    </svg>
  );
}

const solid = { fill: "currentColor", stroke: "none" } as const;

export const icons = {
  search: (
    <Icon>
      <circle cx="7" cy="7" r="4.2" />
      <path d="m10.2 10.2 3.3 3.3" />
    </Icon>
  ),
  close: (
    <Icon>
      <path d="m4 4 8 8m0-8-8 8" />
    </Icon>
  ),
  clear: (
    <Icon>
      <circle cx="8" cy="8" r="5.5" />
      <path d="m4.2 11.8 7.6-7.6" />
    </Icon>
  ),
  back: (
    <Icon>
      <path d="M10 3 5 8l5 5" />
    </Icon>
  ),
  chevron: (
    <Icon size={10}>
      <path d="m5 2.5 5.5 5.5L5 13.5" />
    </Icon>
  ),
  down: (
    <Icon size={12}>
      <path d="M8 2.5v11M3.5 9 8 13.5 12.5 9" />
    </Icon>
  ),
  copy: (
    <Icon>
      <rect x="5.5" y="5.5" width="8" height="8" rx="1.5" />
      <path d="M10.5 5.5v-2A1.5 1.5 0 0 0 9 2H3.5A1.5 1.5 0 0 0 2 3.5V9a1.5 1.5 0 0 0 1.5 1.5h2" />
    </Icon>
  ),
  check: (
    <Icon>
      <path d="m3 8.5 3.2 3.2L13 4.8" />
    </Icon>
  ),
  cross: (
    <Icon>
      <path d="m4 4 8 8m0-8-8 8" />
    </Icon>
  ),
  dots: (
    <Icon>
      <path d="M3 8h.01M8 8h.01M13 8h.01" strokeWidth="2.4" />
    </Icon>
  ),
  skip: (
    <Icon>
      <path d="M3 8h10" />
    </Icon>
  ),
  folded: (
    <Icon>
      <path d="M8 2.5l5.5 3L8 8.5l-5.5-3zM3 9l5 2.8L13 9" />
    </Icon>
  ),
  unheard: (
    <Icon>
      <circle cx="8" cy="8" r="4.5" strokeDasharray="2.2 2.2" />
    </Icon>
  ),
  play: (
    <Icon>
      <path d="M4.5 2.6v10.8L13.4 8z" {...solid} />
    </Icon>
  ),
  pause: (
    <Icon>
      <path d="M3.5 2.5h3v11h-3zM9.5 2.5h3v11h-3z" {...solid} />
    </Icon>
  ),
  rewind: (
    <Icon>
      <path d="M13.5 2.6v10.8L5.5 8zM2.5 2.6h2v10.8h-2z" {...solid} />
    </Icon>
  ),
  step: (
    <Icon>
      <path d="M2.5 2.6v10.8L10.5 8zM11.5 2.6h2v10.8h-2z" {...solid} />
    </Icon>
  ),
  stop: (
    <Icon>
      <rect x="3" y="3" width="10" height="10" rx="1" {...solid} />
    </Icon>
  ),
  loop: (
    <Icon>
      <path d="M3 9V7.5A3.5 3.5 0 0 1 6.5 4H13m0 0-2.5-2.5M13 4l-2.5 2.5M13 7v1.5A3.5 3.5 0 0 1 9.5 12H3m0 0 2.5 2.5M3 12l2.5-2.5" />
    </Icon>
  ),
  again: (
    <Icon>
      <path d="M13 8a5 5 0 1 1-1.5-3.6M13 2v3h-3" />
    </Icon>
  ),
  immediate: (
    <Icon size={12}>
      <path d="M9 1 3.5 9H8l-1 6 5.5-8H8z" {...solid} />
    </Icon>
  ),
  deferred: (
    <Icon size={12}>
      <circle cx="8" cy="8" r="6" />
      <path d="M8 4.8V8l2.2 1.6" />
    </Icon>
  ),
};
