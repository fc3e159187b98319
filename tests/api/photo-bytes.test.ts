/** ITU-T T.81, the PNG specification, RFC 9649 and TIFF 6.0, byte by byte. */
import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BrokenPhoto } from '../../src/api/photo/broken-photo.ts';
import { barePhoto } from '../../src/api/photo-metadata.ts';
import { effort } from '../support/effort.ts';
import { DOT_PNG, DOT_WEBP, SIDEWAYS_JPEG } from './photos.ts';

const PHOTOS = [SIDEWAYS_JPEG, DOT_PNG, DOT_WEBP];
const SECRET = Buffer.from('where it was taken');

/** Its content without metadata; undefined where it is refused. */
function bare(photo: Buffer): Buffer | undefined {
  try {
    return barePhoto(photo).content;
  } catch (error) {
    expect(error).toBeInstanceOf(BrokenPhoto);
    return undefined;
  }
}

function insert(photo: Buffer, at: number, piece: Buffer): Buffer {
  return Buffer.concat([photo.subarray(0, at), piece, photo.subarray(at)]);
}

function jpegSegment(marker: number, content: Buffer): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(content.length + 2, 2);
  return Buffer.concat([head, content]);
}

function pngChunk(type: string, data: Buffer): Buffer {
  const chunk = Buffer.concat([Buffer.alloc(4), Buffer.from(type), data, Buffer.alloc(4)]);
  chunk.writeUInt32BE(data.length);
  chunk.writeUInt32BE(crc32(chunk.subarray(4, -4)), chunk.length - 4);
  return chunk;
}

/** With the file's stated length as it must be. */
function webpOf(...chunks: readonly [type: string, data: Buffer][]): Buffer {
  const body = chunks.map(([type, data]) => {
    const head = Buffer.from(`${type}\0\0\0\0`, 'latin1');
    head.writeUInt32LE(data.length, 4);
    return Buffer.concat([head, data, Buffer.alloc(data.length % 2)]);
  });
  const file = Buffer.concat([Buffer.from('RIFF\0\0\0\0WEBP', 'latin1'), ...body]);
  file.writeUInt32LE(file.length - 8, 4);
  return file;
}

const VP8 = DOT_WEBP.subarray(20);
/** One dot; the flags are in the first byte. */
const vp8x = (flags: number) => Buffer.from([flags, 0, 0, 0, 0, 0, 0, 0, 0, 0]);

function exif(order: 'II' | 'MM', orientation: number): Buffer {
  const block = Buffer.alloc(8 + 2 + 2 * 12 + 4);
  const short = (value: number, at: number) =>
    order === 'II' ? block.writeUInt16LE(value, at) : block.writeUInt16BE(value, at);
  block.write(order, 'latin1');
  short(42, 2);
  if (order === 'II') block.writeUInt32LE(8, 4);
  else block.writeUInt32BE(8, 4);
  short(2, 8);
  // ImageWidth (256), then Orientation (274): each SHORT (3), one value.
  for (const [place, tag, value] of [
    [10, 256, 6],
    [22, 274, orientation],
  ] as const) {
    short(tag, place);
    short(3, place + 2);
    if (order === 'II') block.writeUInt32LE(1, place + 4);
    else block.writeUInt32BE(1, place + 4);
    short(value, place + 8);
  }
  return block;
}

test('of a JPEG no application’s segment and no comment stays, wherever it stands', () => {
  const wanted = bare(SIDEWAYS_JPEG)!;
  const scan = SIDEWAYS_JPEG.indexOf(Buffer.from('ffda', 'hex'));
  for (const marker of [...Array.from({ length: 16 }, (_, n) => 0xe0 + n), 0xfe]) {
    const segment = jpegSegment(marker, SECRET);
    for (const at of [2, scan, SIDEWAYS_JPEG.length - 2]) {
      const what = `marker ${marker.toString(16)} at byte ${at}`;
      expect(bare(insert(SIDEWAYS_JPEG, at, segment)), what).toEqual(wanted);
    }
  }
});

test('of a PNG no chunk stays that showing it does not need', () => {
  const afterHead = 8 + 12 + 13;
  for (const type of ['tEXt', 'zTXt', 'iTXt', 'tIME', 'eXIf', 'prVt', 'acTL']) {
    expect(bare(insert(DOT_PNG, afterHead, pngChunk(type, SECRET))), type).toEqual(DOT_PNG);
  }
  for (const [type, data, why] of [
    ['CgBI', SECRET, 'no program of ours could show it'],
    ['IEND', Buffer.alloc(0), 'it ends before its picture'],
  ] as const) {
    expect(bare(insert(DOT_PNG, afterHead, pngChunk(type, data))), why).toBeUndefined();
  }
});

test('of a WebP no chunk stays but those of a still picture, and it says so', () => {
  const given = webpOf(
    ['VP8X', vp8x(0x08 | 0x04 | 0x10)],
    ['junk', SECRET.subarray(1)],
    ['VP8 ', VP8],
    ['EXIF', exif('II', 1)],
    ['XMP ', SECRET],
  );
  expect(bare(given)).toEqual(webpOf(['VP8X', vp8x(0x10)], ['VP8 ', VP8]));
  const animated = webpOf(['VP8X', vp8x(0x02)], ['ANIM', SECRET], ['ANMF', SECRET]);
  expect(bare(animated), 'nothing in it stands still').toBeUndefined();
});

test.each([
  ['II', 6, true],
  ['MM', 6, true],
  ['MM', 2, true],
  ['II', 8, true],
  ['MM', 1, false],
  ['II', 0, false],
  ['MM', 9, false],
] as const)('Exif in %s order with orientation %i: kept is %s', (order, value, isKept) => {
  const block = exif(order, value);
  // The directory with one entry: Orientation, SHORT, one value.
  const head = '4d4d002a 00000008 0001 0112 0003 00000001'.replaceAll(' ', '');
  const only = Buffer.from(`${head}000${value}000000000000`, 'hex');
  const afterHead = 8 + 12 + 13;
  const png = insert(DOT_PNG, afterHead, pngChunk('eXIf', block));
  const wanted = isKept ? insert(DOT_PNG, afterHead, pngChunk('eXIf', only)) : DOT_PNG;
  expect(bare(png)).toEqual(wanted);
  const webp = webpOf(['VP8X', vp8x(0x08)], ['VP8 ', VP8], ['EXIF', block]);
  const flags = vp8x(isKept ? 0x08 : 0);
  const kept = isKept ? [['EXIF', only] as [string, Buffer]] : [];
  expect(bare(webp)).toEqual(webpOf(['VP8X', flags], ['VP8 ', VP8], ...kept));
});

test('what breaks off anywhere is refused', () => {
  for (const photo of PHOTOS) {
    for (let length = 0; length < photo.length; length++) {
      expect(bare(photo.subarray(0, length)), `${length} bytes`).toBeUndefined();
    }
  }
});

test('no bytes whatever crash it, and what it has made bare stays as it is', () => {
  const starts = [...PHOTOS.map((photo) => photo.subarray(0, 12)), ...PHOTOS, Buffer.alloc(0)];
  const noise = fc.uint8Array({ maxLength: 300 });
  const made = fc.tuple(fc.constantFrom(...starts), noise).map((parts) => Buffer.concat(parts));
  const changed = fc
    .tuple(fc.constantFrom(...PHOTOS), fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 4 }))
    .map(([photo, changes]) => {
      const copy = Buffer.from(photo);
      for (const [at, value] of changes) copy[at % copy.length] = value;
      return copy;
    });
  fc.assert(
    fc.property(fc.oneof(made, changed), (photo) => {
      const once = bare(photo);
      if (once === undefined) return;
      expect(bare(once)).toEqual(once);
    }),
    { numRuns: effort(5_000, 500_000) },
  );
});
