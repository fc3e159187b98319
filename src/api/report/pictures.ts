/** The photos of a report as they are shown: read, measured, and no more than a reader can take. */
import { readFile } from 'node:fs/promises';
import { imageSize } from 'image-size';
import type { AttachmentInfo } from '../contract.ts';
import type { Photo, PhotoTrouble, ReportContent } from './content.ts';

/** Of all photos in one report; one beyond it is named and not shown. */
const BYTES_LIMIT = 60 * 1024 * 1024;

export interface Picture {
  data: Uint8Array;
  type: AttachmentInfo['type'];
  /** As they are stored, px. */
  width: number;
  height: number;
  /** Degrees clockwise by which the camera wants it turned. */
  turn: 0 | 90 | 180 | 270;
}

/** What became of each photo. */
export type Pictures = ReadonlyMap<Photo, Picture | PhotoTrouble>;

/** EXIF's orientation; a mirrored one is only turned. */
const TURNS: Record<number, Picture['turn']> = { 3: 180, 4: 180, 5: 90, 6: 90, 7: 270, 8: 270 };

export async function loadPictures({ sections }: ReportContent): Promise<Pictures> {
  const pictures = new Map<Photo, Picture | PhotoTrouble>();
  let bytesLeft = BYTES_LIMIT;
  for (const block of sections.flatMap(({ blocks }) => blocks)) {
    if (block.is !== 'photo') continue;
    const picture = await loadPicture(block, bytesLeft);
    if (typeof picture !== 'string') bytesLeft -= picture.data.length;
    pictures.set(block, picture);
  }
  return pictures;
}

async function loadPicture(
  { file, type }: Photo,
  bytesLeft: number,
): Promise<Picture | PhotoTrouble> {
  if (file === undefined || type === undefined) return 'unreadable';
  try {
    const data = await readFile(file);
    const { width, height, orientation = 1 } = imageSize(data);
    if (!(width > 0 && height > 0)) return 'unreadable';
    if (data.length > bytesLeft) return 'too-much';
    return { data, type, width, height, turn: TURNS[orientation] ?? 0 };
  } catch {
    // Gone from the disk, or no picture after all: the report says so in its place.
    return 'unreadable';
  }
}
