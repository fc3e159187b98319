/**
 * A photo as it is kept: the picture byte for byte as it came, without what the camera wrote beside
 * it. Where it was taken, with which device and when would else be seen by everybody who sees the
 * photo. How the camera was held stays, since the picture would lie on its side without it.
 */
import { BrokenPhoto } from './photo/broken-photo.ts';
import { bareJpeg } from './photo/jpeg.ts';
import { barePng } from './photo/png.ts';
import { PNG_SIGNATURE } from './photo/png-chunk.ts';
import { bareWebp } from './photo/webp.ts';

export interface BarePhoto {
  format: PhotoFormat;
  content: Buffer;
}

export type PhotoFormat = 'jpg' | 'png' | 'webp';

/** Throws a `BrokenPhoto` where it is none, or not a whole one. */
export function barePhoto(content: Buffer): BarePhoto {
  const format = sniff(content);
  if (format === undefined) throw new BrokenPhoto('none of them');
  return { format, content: BARE[format](content) };
}

const BARE: Record<PhotoFormat, (content: Buffer) => Buffer> = {
  jpg: bareJpeg,
  png: barePng,
  webp: bareWebp,
};

const JPEG_START = Buffer.from('ffd8ff', 'hex');

/** By its first bytes: what a caller calls it counts for nothing. */
function sniff(content: Buffer): PhotoFormat | undefined {
  if (content.subarray(0, JPEG_START.length).equals(JPEG_START)) return 'jpg';
  if (content.subarray(0, PNG_SIGNATURE.length).equals(PNG_SIGNATURE)) return 'png';
  const [riff, form] = [content.toString('latin1', 0, 4), content.toString('latin1', 8, 12)];
  return riff === 'RIFF' && form === 'WEBP' ? 'webp' : undefined;
}
