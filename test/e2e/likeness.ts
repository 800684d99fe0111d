import { readPng, type Picture } from "./png.ts";

// Small enough to tell a row from the next; large enough that another font, or another minute, changes a tile by little.
const tilePixels = 40;
/** Levels, of 255, by which a tile may be lighter or darker and still be the same. */
const sameWithin = 14;

/** What share of two pictures looks different, from 0 to 1, tile by tile; 1 when they are not of one size. */
export function difference(one: Buffer, other: Buffer): number {
  const [left, right] = [tilesOf(readPng(one)), tilesOf(readPng(other))];
  if (left.length !== right.length) return 1;
  return left.filter((tile, index) => tile.some((level, channel) => Math.abs(level - (right[index]?.[channel] ?? 0)) > sameWithin)).length / left.length;
}

/** The mean red, green and blue of each tile. */
function tilesOf({ width, bytesPerPixel, lines }: Picture): readonly (readonly number[])[] {
  const stride = width * bytesPerPixel + 1;
  const height = lines.length / stride;
  const tiles: number[][] = [];
  for (let top = 0; top < height; top += tilePixels)
    for (let left = 0; left < width; left += tilePixels) {
      const sums = [0, 0, 0];
      const [bottom, right] = [Math.min(height, top + tilePixels), Math.min(width, left + tilePixels)];
      for (let y = top; y < bottom; y += 1)
        for (let x = left; x < right; x += 1) {
          const at = y * stride + 1 + x * bytesPerPixel;
          for (let channel = 0; channel < 3; channel += 1) sums[channel] = (sums[channel] ?? 0) + (lines[at + channel] ?? 0);
        }
      tiles.push(sums.map((sum) => sum / ((bottom - top) * (right - left))));
    }
  return tiles;
}
