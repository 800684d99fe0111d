import "react";

// React types know no custom properties, which are the one way to hand a colour to a style sheet.
declare module "react" {
  interface CSSProperties {
    readonly [variable: `--${string}`]: string | number | undefined;
  }
}
