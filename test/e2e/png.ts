import { crc32, deflateSync, inflateSync } from "node:zlib";

/** The pixels of a PNG line by line, as the format has them: the number of a filter, here none, and then 3 or 4 bytes for each pixel. */
export interface Picture {
  readonly width: number;
  readonly bytesPerPixel: number;
  readonly lines: Buffer;
}

/** A PNG of a screenshot, of 8 bits a channel and not interlaced, a fifth smaller: browsers filter its lines, which helps photographs and not text. */
export function smallerPng(png: Buffer): Buffer {
  const { header, lines } = read(png);
  const parts = [chunk("IHDR", header), chunk("IDAT", deflateSync(lines, { level: 9 })), chunk("IEND", Buffer.alloc(0))];
  return Buffer.concat([png.subarray(0, 8), ...parts]);
}

/** Reads a PNG of 8 bits a channel that is not interlaced. */
export function readPng(png: Buffer): Picture {
  return read(png);
}

function read(png: Buffer): Picture & { readonly header: Buffer } {
  const chunks = chunksOf(png);
  const header = chunks.find(({ type }) => type === "IHDR")?.data;
  if (!header) throw new Error("The picture is no PNG: it has no header.");
  const width = header.readUInt32BE(0);
  const bytesPerPixel = header.readUInt8(9) === 6 ? 4 : 3;
  const lines = inflateSync(Buffer.concat(chunks.filter(({ type }) => type === "IDAT").map(({ data }) => data)));
  unfilter(lines, width * bytesPerPixel, bytesPerPixel);
  return { header, width, bytesPerPixel, lines };
}

interface Chunk {
  readonly type: string;
  readonly data: Buffer;
}

function chunksOf(png: Buffer): readonly Chunk[] {
  const chunks: Chunk[] = [];
  for (let at = 8; at < png.length;) {
    const length = png.readUInt32BE(at);
    chunks.push({ type: png.toString("latin1", at + 4, at + 8), data: png.subarray(at + 8, at + 8 + length) });
    at += length + 12;
  }
  return chunks;
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const around = Buffer.alloc(8);
  around.writeUInt32BE(data.length, 0);
  around.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([around.subarray(0, 4), body, around.subarray(4)]);
}

/** Takes the filters off every line, in place. A line is its filter's number and its bytes. */
function unfilter(lines: Buffer, lineBytes: number, pixelBytes: number): void {
  const stride = lineBytes + 1;
  for (let start = 0; start < lines.length; start += stride) {
    const filter = lines[start] ?? 0;
    lines[start] = 0;
    for (let at = start + 1; at < start + stride; at += 1) {
      const inLine = at - start > pixelBytes;
      const left = inLine ? (lines[at - pixelBytes] ?? 0) : 0;
      const above = start > 0 ? (lines[at - stride] ?? 0) : 0;
      const corner = inLine && start > 0 ? (lines[at - stride - pixelBytes] ?? 0) : 0;
      lines[at] = (lines[at] ?? 0) + predicted(filter, left, above, corner);
    }
  }
}

function predicted(filter: number, left: number, above: number, corner: number): number {
  if (filter === 1) return left;
  if (filter === 2) return above;
  if (filter === 3) return (left + above) >> 1;
  return filter === 4 ? paeth(left, above, corner) : 0;
}

/** Which of the three is nearest to what they lead to expect, as the PNG specification has it. */
function paeth(left: number, above: number, corner: number): number {
  const expected = left + above - corner;
  const [toLeft, toAbove, toCorner] = [Math.abs(expected - left), Math.abs(expected - above), Math.abs(expected - corner)];
  if (toLeft <= toAbove && toLeft <= toCorner) return left;
  return toAbove <= toCorner ? above : corner;
}
