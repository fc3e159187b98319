/**
 * A JPEG (ITU-T T.81, annex B) without what its camera wrote beside the picture. What decoding
 * needs is kept byte for byte; after the end of the picture nothing is: there phones put further
 * pictures and films, each with a place of its own.
 */
import { BrokenPhoto } from './broken-photo.ts';
import { EXIF_HEAD, orientationBlock } from './orientation.ts';

const SOI = 0xd8;
const EOI = 0xd9;
const SOS = 0xda;
const APP0 = 0xe0;
const APP1 = 0xe1;
const APP2 = 0xe2;
const APP14 = 0xee;
const APP15 = 0xef;
const COMMENT = 0xfe;
/** SOF0 to SOF15: how the picture is coded. Among them stand DHT, JPG and DAC. */
const FRAMES = [
  0xc0, 0xc1, 0xc2, 0xc3, 0xc5, 0xc6, 0xc7, 0xc9, 0xca, 0xcb, 0xcd, 0xce, 0xcf,
] as const;
/** DHT, DAC, SOS, DQT, DNL, DRI. */
const TABLES = [0xc4, 0xcc, SOS, 0xdb, 0xdc, 0xdd] as const;
const DECODED: ReadonlySet<number> = new Set([...FRAMES, ...TABLES]);
/** Extensions that say how the colours are meant, by what they begin with. */
const COLOURS: Record<number, string> = {
  [APP0]: 'JFIF\0',
  [APP2]: 'ICC_PROFILE\0',
  [APP14]: 'Adobe',
};

interface Segment {
  marker: number;
  /** From its marker to its end; of a scan with its coded data. */
  bytes: Buffer;
  /** After its marker and length. */
  content: Buffer;
}

export function bareJpeg(jpeg: Buffer): Buffer {
  const kept = [marker(SOI)];
  const found = new Set<number>();
  let orientation: Buffer | undefined;
  for (const segment of segmentsOf(jpeg)) {
    found.add(segment.marker);
    if (isPicture(segment)) kept.push(segment.bytes);
    else if (segment.marker === APP1 && orientation === undefined) {
      orientation = orientationBlock(segment.content);
      if (orientation !== undefined) kept.push(exifSegment(orientation));
    }
  }
  if (!found.has(SOS) || !FRAMES.some((frame) => found.has(frame))) {
    throw new BrokenPhoto('a JPEG without a picture');
  }
  return Buffer.concat([...kept, marker(EOI)]);
}

function isPicture({ marker, content }: Segment): boolean {
  if (DECODED.has(marker)) return true;
  const head = COLOURS[marker];
  return head !== undefined && content.toString('latin1', 0, head.length) === head;
}

function exifSegment(block: Buffer): Buffer {
  const head = Buffer.concat([marker(APP1), Buffer.alloc(2), EXIF_HEAD]);
  head.writeUInt16BE(2 + EXIF_HEAD.length + block.length, 2);
  return Buffer.concat([head, block]);
}

function marker(name: number): Buffer {
  return Buffer.from([0xff, name]);
}

/** All of them up to the end of the picture; what breaks off before it is refused. */
function* segmentsOf(jpeg: Buffer): Generator<Segment> {
  let at = 2;
  while (at + 4 <= jpeg.length || jpeg[at + 1] === EOI) {
    const name = jpeg[at + 1]!;
    if (jpeg[at] === 0xff && name === 0xff) {
      at += 1; // B.1.1.2: a marker may be preceded by fill bytes.
      continue;
    }
    if (jpeg[at] !== 0xff || !isKnown(name)) {
      throw new BrokenPhoto(`a JPEG with no segment at byte ${at}`);
    }
    if (name === EOI) return;
    const contentEnd = at + 2 + jpeg.readUInt16BE(at + 2);
    const end = name === SOS ? endOfScan(jpeg, contentEnd) : contentEnd;
    if (contentEnd < at + 4 || end > jpeg.length) break;
    const content = jpeg.subarray(at + 4, contentEnd);
    yield { marker: name, bytes: jpeg.subarray(at, end), content };
    at = end;
  }
  throw new BrokenPhoto(`a JPEG that breaks off after byte ${Math.min(at, jpeg.length)}`);
}

function isKnown(name: number): boolean {
  return DECODED.has(name) || name === EOI || name === COMMENT || (name >= APP0 && name <= APP15);
}

/** Where the next marker stands that is neither a coded 0xff nor one within the scan (RST). */
function endOfScan(jpeg: Buffer, from: number): number {
  for (let at = from; at + 1 < jpeg.length; at++) {
    if (jpeg[at] !== 0xff) continue;
    const next = jpeg[at + 1]!;
    const isWithin = next === 0 || next === 0xff || (next >= 0xd0 && next <= 0xd7);
    if (!isWithin) return at;
  }
  return Number.POSITIVE_INFINITY;
}
