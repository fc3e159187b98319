/**
 * A PNG without what was written beside the picture. Kept are the chunks that decoding needs; a
 * text, a time, a place, an animation and whatever else a program adds is left out.
 */
import { crc32 } from 'node:zlib';
import { BrokenPhoto } from './broken-photo.ts';
import { orientationBlock } from './orientation.ts';
import { PNG_SIGNATURE, pngChunk } from './png-chunk.ts';

/** What the picture is made of, and how its colours and its size are meant. */
const PICTURE: ReadonlySet<string> = new Set([
  ...['IHDR', 'PLTE', 'IDAT', 'IEND'],
  ...['tRNS', 'cHRM', 'gAMA', 'iCCP', 'sBIT', 'sRGB', 'cICP', 'mDCV', 'cLLI', 'bKGD', 'pHYs'],
]);

interface Chunk {
  type: string;
  /** With its length and its sum. */
  bytes: Buffer;
  data: Buffer;
}

export function barePng(png: Buffer): Buffer {
  const kept: Buffer[] = [PNG_SIGNATURE];
  const found = new Set<string>();
  let orientation: Buffer | undefined;
  for (const { type, bytes, data } of chunksOf(png)) {
    found.add(type);
    if (PICTURE.has(type)) kept.push(bytes);
    else if (isNeeded(type)) throw new BrokenPhoto(`a PNG with a chunk ${type}`);
    else if (type === 'eXIf' && orientation === undefined) {
      orientation = orientationBlock(data);
      if (orientation !== undefined) kept.push(pngChunk('eXIf', orientation));
    }
  }
  if ([...found][0] !== 'IHDR' || !found.has('IDAT')) {
    throw new BrokenPhoto('a PNG without a picture');
  }
  return Buffer.concat(kept);
}

/** 5.4: who does not know a chunk with a capital first letter cannot show the picture. */
function isNeeded(type: string): boolean {
  return /^[A-Z]/.test(type);
}

/** All of them up to the last, `IEND`; what breaks off before it is refused. */
function* chunksOf(png: Buffer): Generator<Chunk> {
  let at = PNG_SIGNATURE.length;
  while (at + 12 <= png.length) {
    const end = at + 12 + png.readUInt32BE(at);
    if (end > png.length) break;
    const type = png.toString('latin1', at + 4, at + 8);
    if (!/^[A-Za-z]{4}$/.test(type) || crc32(png.subarray(at + 4, end - 4)) !== sumAt(png, end)) {
      throw new BrokenPhoto(`a PNG with no whole chunk at byte ${at}`);
    }
    yield { type, bytes: png.subarray(at, end), data: png.subarray(at + 8, end - 4) };
    if (type === 'IEND') return;
    at = end;
  }
  throw new BrokenPhoto(`a PNG that breaks off after byte ${at}`);
}

function sumAt(png: Buffer, end: number): number {
  return png.readUInt32BE(end - 4);
}
