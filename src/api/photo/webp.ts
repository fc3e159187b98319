/**
 * A WebP (RFC 9649) without what was written beside the picture. Kept are the chunks of a still
 * picture; an animation has no such picture and is refused.
 */
import { BrokenPhoto } from './broken-photo.ts';
import { orientationBlock } from './orientation.ts';

const HEAD_BYTES = 12;
const CHUNK_HEAD_BYTES = 8;
const PICTURE: ReadonlySet<string> = new Set(['VP8 ', 'VP8L', 'VP8X', 'ALPH', 'ICCP']);
/** Of `VP8X`, what else there is in the file: Exif, XMP. */
const EXIF_FLAG = 0x08;
const XMP_FLAG = 0x04;

interface Chunk {
  type: string;
  /** With its head, and padded to an even length. */
  bytes: Buffer;
  data: Buffer;
}

export function bareWebp(webp: Buffer): Buffer {
  const chunks = chunksOf(webp);
  const extended = chunks.find(({ type }) => type === 'VP8X');
  if (!chunks.some(({ type }) => type === 'VP8 ' || type === 'VP8L')) {
    throw new BrokenPhoto('a WebP without a picture that stands still');
  }
  const exif = chunks.find(({ type }) => type === 'EXIF');
  // Only the extended format has room for it.
  const orientation = extended && exif && orientationBlock(exif.data);
  const kept = chunks
    .filter(({ type }) => PICTURE.has(type))
    .map((chunk) =>
      chunk === extended ? withFlags(chunk, orientation !== undefined) : chunk.bytes,
    );
  if (orientation !== undefined) kept.push(webpChunk('EXIF', orientation));
  return riff(kept);
}

function withFlags({ bytes, data }: Chunk, hasExif: boolean): Buffer {
  if (data.length === 0) throw new BrokenPhoto('a WebP that does not say what is in it');
  const flagged = Buffer.from(bytes);
  const others = flagged[CHUNK_HEAD_BYTES]! & ~(EXIF_FLAG | XMP_FLAG);
  flagged[CHUNK_HEAD_BYTES] = others | (hasExif ? EXIF_FLAG : 0);
  return flagged;
}

/** `data` of an even length. */
function webpChunk(type: string, data: Buffer): Buffer {
  const head = Buffer.alloc(CHUNK_HEAD_BYTES);
  head.write(type, 'latin1');
  head.writeUInt32LE(data.length, 4);
  return Buffer.concat([head, data]);
}

function riff(chunks: readonly Buffer[]): Buffer {
  const body = Buffer.concat([Buffer.from('WEBP', 'latin1'), ...chunks]);
  return webpChunk('RIFF', body);
}

/** Those of the file; what comes after its stated end is not of it. */
function chunksOf(webp: Buffer): Chunk[] {
  const chunks: Chunk[] = [];
  if (webp.length < HEAD_BYTES) throw new BrokenPhoto('a WebP that breaks off in its head');
  const fileEnd = CHUNK_HEAD_BYTES + webp.readUInt32LE(4);
  let at = HEAD_BYTES;
  while (at + CHUNK_HEAD_BYTES <= fileEnd && fileEnd <= webp.length) {
    const dataEnd = at + CHUNK_HEAD_BYTES + webp.readUInt32LE(at + 4);
    const end = dataEnd + (dataEnd % 2);
    if (end > fileEnd) break;
    const type = webp.toString('latin1', at, at + 4);
    const data = webp.subarray(at + CHUNK_HEAD_BYTES, dataEnd);
    chunks.push({ type, bytes: webp.subarray(at, end), data });
    at = end;
  }
  if (at !== fileEnd) throw new BrokenPhoto(`a WebP that breaks off after byte ${at}`);
  return chunks;
}
