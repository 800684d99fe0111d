import { folded, Icon, solid } from "./icon.tsx";

/** What is there as soon as the panel is open, or in several of its views. */
export const icons = {
  folded,
  search: (
    <Icon>
      <circle cx="7" cy="7" r="4.2" />
      <path d="m10.2 10.2 3.3 3.3" />
    </Icon>
  ),
  record: (
    <Icon>
      <circle cx="8" cy="8" r="4.6" {...solid} />
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
  compose: (
    <Icon>
      <path d="M3 13l.8-3.2 7-7a1.2 1.2 0 0 1 1.7 0l.7.7a1.2 1.2 0 0 1 0 1.7l-7 7zM9.5 4.1l2.4 2.4" />
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
      <path d="M14 3v10L8.5 8zM8.5 3v10L3 8zM1.8 3h1.6v10H1.8z" {...solid} />
    </Icon>
  ),
  forward: (
    <Icon>
      <path d="M2 3v10l5.5-5zM7.5 3v10L13 8zM12.6 3h1.6v10h-1.6z" {...solid} />
    </Icon>
  ),
  tune: (
    <Icon>
      <path d="M2 4.5h6M12 4.5h2M2 11.5h2M8 11.5h6" />
      <circle cx="10" cy="4.5" r="1.8" />
      <circle cx="6" cy="11.5" r="1.8" />
    </Icon>
  ),
  step: (
    <Icon>
      <path d="M2.5 2.6v10.8L10.5 8zM11.5 2.6h2v10.8h-2z" {...solid} />
    </Icon>
  ),
  stepBack: (
    <Icon>
      <path d="M13.5 2.6v10.8L5.5 8zM2.5 2.6h2v10.8h-2z" {...solid} />
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
  columns: (
    <Icon>
      <path d="M2.5 3h11v10h-11zM6.2 3v10M9.8 3v10" />
    </Icon>
  ),
  fade: (
    <Icon>
      <path d="M2.5 4h11" />
      <path d="M2.5 8h11M2.5 12h11" opacity="0.35" />
    </Icon>
  ),
  expand: (
    <Icon size={10}>
      <path d="m3 5.5 5 5 5-5" />
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
