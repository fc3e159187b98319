/**
 * How the camera was held, out of a block of Exif (TIFF), and a block that says only that: a photo
 * without it would lie on its side.
 */

const ORIENTATION = 0x0112;
const SHORT = 3;
const ENTRY_BYTES = 12;
/** Before the block in a JPEG; some programs write it into a WebP as well. */
export const EXIF_HEAD = Buffer.from('Exif\0\0', 'latin1');

/** Undefined where it is upright, or says nothing that can be read. */
export function orientationBlock(exif: Buffer): Buffer | undefined {
  const isHeaded = exif.subarray(0, EXIF_HEAD.length).equals(EXIF_HEAD);
  const orientation = orientationOf(isHeaded ? exif.subarray(EXIF_HEAD.length) : exif);
  // 1 is upright; 2 to 8 are turned or mirrored (Exif 2.32, table 6).
  if (orientation === undefined || orientation < 2 || orientation > 8) return undefined;
  // TIFF 6.0, section 2: big-endian, one directory at byte 8 with one entry, and no further one.
  const block = Buffer.alloc(26);
  block.write('MM\0*', 'latin1');
  block.writeUInt32BE(8, 4);
  block.writeUInt16BE(1, 8);
  block.writeUInt16BE(ORIENTATION, 10);
  block.writeUInt16BE(SHORT, 12);
  block.writeUInt32BE(1, 14);
  block.writeUInt16BE(orientation, 18);
  return block;
}

/** The first directory's entry of that name. */
function orientationOf(tiff: Buffer): number | undefined {
  const order = tiff.toString('latin1', 0, 2);
  if ((order !== 'II' && order !== 'MM') || tiff.length < 8) return undefined;
  const isLittle = order === 'II';
  const short = (at: number) => (isLittle ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
  const directory = isLittle ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4);
  if (directory + 2 > tiff.length) return undefined;
  const entries = short(directory);
  for (let entry = 0; entry < entries; entry++) {
    const at = directory + 2 + entry * ENTRY_BYTES;
    if (at + ENTRY_BYTES > tiff.length) return undefined;
    if (short(at) === ORIENTATION && short(at + 2) === SHORT) return short(at + 8);
  }
  return undefined;
}
