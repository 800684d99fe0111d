import type { Viewport } from "../../model/strip/viewport.ts";
import { toX } from "../../model/strip/viewport.ts";
import type { StripModel } from "../../model/strip/strip.ts";
import type { StripState } from "../../model/strip/strip-state.ts";
import type { CanvasSize } from "./strip-canvas.ts";
import type { StripColours } from "./strip-colours.tsx";

/** What is marked on the strip besides the events; positions. */
export interface StripMarks {
  readonly selected?: number;
  readonly pins?: readonly number[];
}

/** All that a drawing of the strip depends on. */
export interface StripPicture {
  readonly strip: StripModel;
  readonly state: StripState;
  /** What is shown, which lags a little behind the model while it glides there. */
  readonly view: Viewport;
  readonly size: CanvasSize;
  readonly colours: StripColours;
  readonly font: string;
  readonly expanded: boolean;
  readonly marks: StripMarks;
}

/** A part of the canvas in which bars stand, in CSS pixels: one for all lanes, or one for each. */
export interface Band {
  readonly top: number;
  readonly height: number;
  /** Numbers of the lanes in it. */
  readonly lanes: readonly number[];
}

const bracketHeight = 4;
const collapsedHead = 7;
const expandedHead = 18;

/** Where the bars stand: under the head, which carries failures, pins and times, and above the bracket of the list's window. */
export function bandsOf({ expanded, state, size: { height } }: Pick<StripPicture, "expanded" | "size" | "state">): readonly Band[] {
  const lanes = state.lanes.map((_, lane) => lane);
  if (!expanded) return [{ top: collapsedHead, height: Math.max(1, height - collapsedHead - bracketHeight), lanes }];
  const each = Math.max(1, Math.floor((height - expandedHead - bracketHeight) / lanes.length));
  return lanes.map((lane) => ({ top: expandedHead + lane * each, height: each - 2, lanes: [lane] }));
}

/** Paints in pixels of the screen, so that every edge is sharp. */
export class Brush {
  readonly context: CanvasRenderingContext2D;
  readonly #picture: StripPicture;
  readonly ratio: number;

  constructor(context: CanvasRenderingContext2D, picture: StripPicture) {
    this.context = context;
    this.#picture = picture;
    this.ratio = picture.size.pixelWidth / picture.size.width;
  }

  /** A moment's place in pixels of the screen, whole. */
  x(moment: number): number {
    const { view, size } = this.#picture;
    // Far outside is as good as just outside; a number of millions of pixels is not.
    return Math.round(Math.min(2, Math.max(-1, toX(view, moment, size.width) / size.width)) * size.pixelWidth);
  }

  /** CSS pixels in those of the screen, whole and at least one. */
  px(length: number): number {
    return Math.max(1, Math.round(length * this.ratio));
  }

  fill(colour: string, x: number, y: number, width: number, height: number): void {
    this.context.fillStyle = colour;
    this.context.fillRect(x, y, width, height);
  }

  diamond(x: number, y: number, reach: number, colour: string, hollow: boolean): void {
    const { context } = this;
    context.beginPath();
    context.moveTo(x, y - reach);
    context.lineTo(x + reach, y);
    context.lineTo(x, y + reach);
    context.lineTo(x - reach, y);
    context.closePath();
    if (hollow) {
      context.lineWidth = this.px(1.25);
      context.strokeStyle = colour;
      context.stroke();
    } else {
      context.fillStyle = colour;
      context.fill();
    }
  }
}
