import type { ReactNode } from "react";

interface IconProps {
  readonly children: ReactNode;
  /** CSS pixels. @default 14 */
  readonly size?: number;
  /** Of its lines, in sixteenths of the size. @default 1.6 */
  readonly weight?: number;
}

/** A picture of 16 × 16 units in the colour of the text. */
export function Icon({ children, size = 14, weight = 1.6 }: IconProps) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth={weight}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      {children}
    </svg>
  );
}

/** For parts that are filled. */
export const solid = { fill: "currentColor", stroke: "none" } as const;

/** Also the sign of the panel, which is there before the panel. */
export const folded = (
  <Icon>
    <path d="M8 2.5l5.5 3L8 8.5l-5.5-3zM3 9l5 2.8L13 9" />
  </Icon>
);
