/** A trend as a PNG, which every word processor shows; an SVG in a DOCX only the newer ones do. */
import { deflateSync } from 'node:zlib';
import { PNG_SIGNATURE, pngChunk } from '../photo/png-chunk.ts';
import type { Spot, Trend } from './content.ts';

/** Dots for each unit of the drawing: 270 to the inch on paper. */
const SCALE = 3;
const PEN = 4;
const DASH = 12;
const WHITE = 255;

export function trendBitmap({ width, height, lines, markedX }: Trend): Buffer {
  const field = new Field(width * SCALE, height * SCALE);
  for (let y = 0; y < field.height; y += 2 * DASH) {
    field.line([markedX * SCALE, y], [markedX * SCALE, Math.min(y + DASH, field.height)]);
  }
  for (const line of lines) {
    const spots = line.map(([x, y]): Spot => [x * SCALE, y * SCALE]);
    for (const [index, spot] of spots.entries()) field.line(spots[index - 1] ?? spot, spot);
  }
  return encodePng(field);
}

/** Dots of one byte each, drawn on with a square pen. */
class Field {
  readonly width: number;
  readonly height: number;
  readonly dots: Uint8Array;

  constructor(width: number, height: number) {
    this.width = width;
    this.height = height;
    this.dots = new Uint8Array(width * height).fill(WHITE);
  }

  line([fromX, fromY]: Spot, [toX, toY]: Spot): void {
    const steps = Math.max(1, Math.ceil(Math.max(Math.abs(toX - fromX), Math.abs(toY - fromY))));
    for (let step = 0; step <= steps; step++) {
      const share = step / steps;
      this.#dab(fromX + (toX - fromX) * share, fromY + (toY - fromY) * share);
    }
  }

  #dab(x: number, y: number): void {
    const left = Math.max(0, Math.round(x) - PEN / 2);
    const top = Math.max(0, Math.round(y) - PEN / 2);
    const right = Math.min(this.width, left + PEN);
    for (let row = top; row < Math.min(this.height, top + PEN); row++) {
      this.dots.fill(0, row * this.width + left, row * this.width + right);
    }
  }
}

/** Eight-bit grey, each row unfiltered (PNG specification, 11.2.2 and 9.2). */
function encodePng({ width, height, dots }: Field): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.writeUInt8(8, 8);
  const rows = Buffer.alloc(height * (width + 1));
  for (let row = 0; row < height; row++) {
    rows.set(dots.subarray(row * width, (row + 1) * width), row * (width + 1) + 1);
  }
  return Buffer.concat([
    PNG_SIGNATURE,
    pngChunk('IHDR', head),
    pngChunk('IDAT', deflateSync(rows)),
    pngChunk('IEND', Buffer.alloc(0)),
  ]);
}
